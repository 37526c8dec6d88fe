FROM dhi.io/python:3.12-dev AS build

ENV STORE_URL=http://store:9200
RUN apt-get update && \
    apt-get install -y --no-install-recommends gcc libc6-dev && \
    rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt requirements.txt
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
# not into the system
RUN pip install --no-cache-dir -r requirements.txt
COPY . .

FROM dhi.io/python:3.12
ENV STORE_URL=http://store:9200
ENV PATH=/venv/bin:$PATH
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app

EXPOSE 8501
CMD ["run","/app/chat.py"]
ENTRYPOINT ["streamlit"]
