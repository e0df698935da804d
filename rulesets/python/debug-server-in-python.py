import debugpy
import rpdb
from flask import Flask
from rpyc.utils.server import ThreadedServer
from rpyc.core.service import SlaveService

app = Flask(__name__)

# ruleid: debug-server-in-python
DEBUG = True


def attach():
    # ruleid: debug-server-in-python
    debugpy.listen(("0.0.0.0", 5678))


def trap():
    # ruleid: debug-server-in-python
    rpdb.set_trace(addr="0.0.0.0", port=4444)


def serve():
    # ruleid: debug-server-in-python
    app.run(host="0.0.0.0", port=80, debug=True)


def remote():
    # ruleid: debug-server-in-python
    ThreadedServer(SlaveService, port=18812).start()


def plain(server):
    # ok: debug-server-in-python
    app.run(host="0.0.0.0", port=80)
    # ok: debug-server-in-python
    server.listen(5)
    # ok: debug-server-in-python
    ThreadedServer(AgentService, port=18812).start()
