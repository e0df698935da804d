#!/bin/sh
set -e

prepare() {
    # ruleid: unpinned-download-in-script
    wget https://tools.example.org/gcc.tar.xz
    # ruleid: unpinned-download-in-script
    git clone --depth 1 https://git.example.org/zlib.git
    # ruleid: unpinned-download-in-script
    pip install -U requests
}

update_agent() {
    # ruleid: unpinned-download-in-script
    curl -o /opt/agent "$AGENT_URL/latest"
    # ruleid: unpinned-download-in-script
    apt-get -y install build-essential
}

local_only() {
    # ok: unpinned-download-in-script
    tar xf third_party/gcc.tar.xz
    # ok: unpinned-download-in-script
    pip install --no-index --find-links wheels requests
    # ok: unpinned-download-in-script
    git log -1 --format=%H
}

tell() {
    # ok: unpinned-download-in-script
    echo "use wget https://tools.example.org to fetch it"
    # curl https://tools.example.org/notes
    # ok: unpinned-download-in-script
    git submodule status
}
