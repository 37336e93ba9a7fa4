#!/usr/bin/env bash
# Prints the table of `storydesk evaluate` on the questions in ../shared/eval, each set on a database of its own
# that holds its articles alone. Usage: bash tests/accuracy.sh STORYDESK [SET ...]; the sets are story xquad-en
# squad2-dev-half selqa; none named means all. Says so and ends well where ../shared is not there.
set -euo pipefail
storydesk=$(realpath -s "$1")
shift
cd "$(dirname "$0")/.."
shared=$PWD/../shared
[ -d "$shared/eval" ] || { echo "../shared is not here: nothing to measure"; exit 0; }
[ $# -gt 0 ] || set -- story xquad-en squad2-dev-half selqa
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STORYDESK_DATA_DIR=$work STORYDESK_KNOWLEDGE_DIR=
for name; do
  export STORYDESK_DATABASE_URL=sqlite:///$work/$name.db
  if [ "$name" = story ]; then
    articles=$shared/seeds questions=$shared/eval/story-dev.jsonl
  else
    articles=$shared/eval/$name/articles.jsonl questions=$shared/eval/$name/questions.jsonl
  fi
  printf '\n%s\n' "$name"
  "$storydesk" import "$articles" >"$work/import.log" || { cat "$work/import.log"; exit 1; }
  "$storydesk" evaluate --misses 0 "$questions"
done
