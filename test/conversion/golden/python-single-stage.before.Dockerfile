FROM python:3.12-slim

ENV STORE_URL=http://store:9200
RUN apt-get update && \
    apt-get install -y --no-install-recommends gcc libc6-dev && \
    rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt requirements.txt
# not into the system
RUN pip install --no-cache-dir -r requirements.txt
COPY . .

EXPOSE 8501
CMD ["run","/app/chat.py"]
ENTRYPOINT ["streamlit"]
