# The bot over Socket Mode, with its memory in a SQLite file on the volume /data. compose.yml puts it beside PostgreSQL.
FROM python:3.13-slim

# A user without rights, who owns nothing but /data.
RUN useradd --create-home --uid 10001 advisor && install --directory --owner advisor /data

WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --require-hashes --requirement requirements.txt

COPY manifest.yml ./
COPY knowledge knowledge
COPY bot bot
RUN python -m compileall -q bot
# One answer leaves what every start needs in the cache of the bot's user, ready made.
RUN install --directory --owner advisor /home/advisor/.cache /home/advisor/.cache/sales-advisor \
 && ADVISOR_CACHE=/home/advisor/.cache/sales-advisor python -m bot ask "what is churn?" > /dev/null

ENV PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/sales-advisor.db
VOLUME /data
USER 10001

HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "bot", "health"]
CMD ["python", "-m", "bot", "slack"]
