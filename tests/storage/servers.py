"""Two S3 API servers from PyPI on this machine: moto knows bucket policies, rclone checks signatures and their age."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ACCESS_KEY, SECRET_KEY = "shop-test-key", "shop-test-secret-0123456789"
PUBLIC, PRIVATE = "anh-cong-khai", "giay-to"


class NoServer(Exception):
    """The server could not be started; the message says why."""


def s3_client(endpoint: str):
    import boto3
    from botocore.config import Config

    keys = {"aws_access_key_id": ACCESS_KEY, "aws_secret_access_key": SECRET_KEY, "region_name": "us-east-1"}
    return boto3.client("s3", endpoint_url=endpoint, config=Config(s3={"addressing_style": "path"}), **keys)


@contextmanager
def moto():
    """Yields the address of a server with a bucket that everybody may read and one that nobody may."""
    try:
        from moto.server import ThreadedMotoServer

        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
    except Exception as error:
        raise NoServer(f"moto: {error}") from error
    endpoint = f"http://{host}:{port}"
    try:
        client = s3_client(endpoint)
        for bucket in (PUBLIC, PRIVATE):
            client.create_bucket(Bucket=bucket)
        everybody_reads = (
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
            f'"Resource":"arn:aws:s3:::{PUBLIC}/*"}}]}}'
        )
        client.put_bucket_policy(Bucket=PUBLIC, Policy=everybody_reads)
        yield endpoint
    finally:
        server.stop()


@contextmanager
def rclone(folder: Path):
    """Yields the address of a server over two folders, open to the one key only."""
    for bucket in (PUBLIC, PRIVATE):
        (folder / bucket).mkdir(parents=True)
    program = Path(sys.executable).parent / "rclone"
    port = free_port()
    command = [
        program,
        "serve",
        "s3",
        folder,
        "--addr",
        f"127.0.0.1:{port}",
        "--auth-key",
        f"{ACCESS_KEY},{SECRET_KEY}",
    ]
    log = (folder / "log").open("w")
    environment = {**os.environ, "RCLONE_CONFIG": str(folder / "none.conf")}
    try:
        server = subprocess.Popen(
            [*command, "--vfs-cache-mode", "writes", "--cache-dir", folder / "cache"],
            stdout=log,
            stderr=log,
            env=environment,
        )
    except OSError as error:
        raise NoServer(f"rclone: {error}") from error
    try:
        _wait_for(port, server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _wait_for(port: int, server, log: Path) -> None:
    for _ in range(100):
        if server.poll() is not None:
            raise NoServer(f"rclone ended: {log.read_text()[-500:]}")
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NoServer("rclone did not answer within ten seconds")
