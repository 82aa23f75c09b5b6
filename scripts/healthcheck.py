"""Asks the web process in this container for /healthz or /readyz; exit code 0 when it answers 200.

Standard library only and no settings: it runs every half minute. The host name must be one that the product serves.
"""

import http.client
import os
import sys


def main(path: str, port: int) -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", path, headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        print(f"{path}: {error}")
        return 1
    print(f"{path}: {status}")
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "/healthz", int(os.environ.get("PORT", "8000"))))
