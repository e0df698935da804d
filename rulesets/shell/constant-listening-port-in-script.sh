# ruleid: constant-listening-port-in-script
nc -l -p 31999 -e /bin/sh
# ruleid: constant-listening-port-in-script
socat TCP-LISTEN:6677,fork,reuseaddr EXEC:/bin/login
# ruleid: constant-listening-port-in-script
/usr/sbin/dropbear -p 2222
# ruleid: constant-listening-port-in-script
iptables -I INPUT -p tcp --dport 4444 -j ACCEPT

# ok: constant-listening-port-in-script
nc example.net 80
# ok: constant-listening-port-in-script
/usr/sbin/dropbear -R
# ok: constant-listening-port-in-script
iptables -A INPUT -p tcp --dport 23 -j DROP
