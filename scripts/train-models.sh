#!/bin/bash
# Train the models that nclass comes with, into models/:
#
#	scripts/train-models.sh DATA [PLUGIN...]      (all four when none is named)
#
# DATA is the folder of the development data; B is the build folder [build].
# The cards, models/PLUGIN.md, say what was measured (make eval).
set -eu
cd "$(dirname "$0")/.."
data=${1:?give the folder of the development data}
shift
[ $# != 0 ] || set -- section boiler lang topic
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages="pages of aed, fundus and wcxb-dev, light, full and as HTML, most of them read for their roles; pages of trafilatura.partial; pages written for training (models/data)"
pages_licence="MIT (fundus), CC-BY-4.0 (wcxb-dev)"
news="IPTC-labelled news articles and headlines (iptc-news)"
news_licence="texts as their sources: aed, wcxb-dev, fundus, newspaper3k, dragnet, cleaneval, daniel"
ids=$data/topics/iptc-news/label_ids.json
for plugin; do
	python3 scripts/training-data.py "$data" "$plugin" >"$work/$plugin.jsonl"
	case $plugin in
	section)
		set -- --cost 0.15 --max-features 40000 --folds 2 --fact "data=$pages, and collages of these"
		set -- "$@" --fact "data-licence=Apache-2.0 (aed, trafilatura.partial), $pages_licence"
		;;
	boiler)
		made="collages of these and copies as if in an unknown language"
		set -- --cost 0.05 --max-features 40000 --folds 3 --fact "data=$pages, and $made"
		set -- "$@" --fact "data-licence=Apache-2.0 (aed, trafilatura.partial), $pages_licence"
		;;
	topic)
		cp "$ids" "$work/ids.json"
		set -- --group-by site --label-ids ids.json --fact "data=$news" --fact "data-licence=$news_licence"
		;;
	lang) set -- --folds 2 --max-features 24000 --group-by site --fact "data=sentences of sib200 (FLORES-200)" --fact "data-licence=CC BY-SA 4.0" ;;
	*)
		echo "$0: no recipe for $plugin: section, boiler, lang or topic" >&2
		exit 2
		;;
	esac
	build=$PWD/${B:-build}
	echo "== $plugin"
	(cd "$work" && "$build/nclass" train "$plugin" "$plugin.jsonl" "$@" -o "$plugin.ncm")
	mv "$work/$plugin.ncm" models/
done
