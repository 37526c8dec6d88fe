FROM dhi.io/python:3.13-debian12-dev AS build
RUN apt-get update && apt-get install -y gcc
COPY requirements.txt requirements.txt
RUN python -m venv /venv && \
    /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM dhi.io/python:3.13-debian12
COPY --from=build /venv/ /venv/
WORKDIR /app
COPY logger.py metrics.py suggest.py ./
EXPOSE ${SUGGEST_PORT}
ENTRYPOINT [ "/venv/bin/python", "suggest.py" ]
