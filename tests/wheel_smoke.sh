#!/usr/bin/env bash
# The installed command outside the checkout: ingest, search, show, and the demo's pages over HTTP.
# usage: wheel_smoke.sh MURAGAT FOLDER
set -euo pipefail
muragat=$1
folder=$2
mkdir -p "$folder"
cd "$folder"
printf 'Ауылда жаңа мектеп ашылды\n\nАуыл тұрғындары мектептің ашылуына жиналды. Үш жүз бала бір ауысымда оқиды.\n' >article.txt
"$muragat" --data archive ingest article.txt
test "$("$muragat" --data archive search мектептерімізде --count)" = 1
test "$(printf 'мектептерімізде\n' | "$muragat" stem)" = мектеп

"$muragat" --data demo demo --port 8765 2>server.log &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
python3 - <<'PY'
import sys, time, urllib.parse, urllib.request
base = "http://127.0.0.1:8765"
for attempt in range(120):
    try:
        urllib.request.urlopen(base + "/healthz", timeout=5).read()
        break
    except OSError:
        time.sleep(1)
else:
    sys.exit("the demo did not answer within two minutes:\n" + open("server.log", encoding="utf-8").read())
page = urllib.request.urlopen(base + "/search?q=" + urllib.parse.quote("мектеп"), timeout=30).read().decode()
assert "<mark>" in page, "no marked hit on the search page"
css = urllib.request.urlopen(base + "/static/muragat.css", timeout=30).read()
assert css, "no stylesheet in the wheel"
print("the wheel serves the demo: ok")
PY
