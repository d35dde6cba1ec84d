"""What lies where below the one folder in which this service keeps everything."""

from pathlib import Path


class DataFolders:
    """The folders below `data_dir`; each is made when it is first needed."""

    __slots__ = ()

    data_dir: Path

    @property
    def queue_folder(self) -> Path:
        """Where the embedded queue server keeps its log and socket."""
        return self.data_dir / "queue"

    @property
    def sandbox_folder(self) -> Path:
        """Where the samples for insurers lie, if there are any: a ledger and blobs of their own."""
        return self.data_dir / "sandbox"

    @property
    def blob_folder(self) -> Path:
        """Where sealed clips, exhibits and documents are kept, unless in a bucket."""
        return self.data_dir / "blobs"

    @property
    def copy_folder(self) -> Path:
        """Where copies of a bucket's objects lie for decoders; each host's own."""
        return self.data_dir / "copies"

    @property
    def arrival_folder(self) -> Path:
        """Where recordings lie between their arrival and their seal."""
        return self.data_dir / "arrivals"

    @property
    def upload_folder(self) -> Path:
        """Where photographs wait on their way into a case; shared by all web hosts."""
        return self.data_dir / "uploads"

    @property
    def frame_folder(self) -> Path:
        """Where pictures cut out of clips lie until they are looked at again."""
        return self.data_dir / "frames"

    @property
    def key_folder(self) -> Path:
        """Where the secrets made on the first start are kept, readable by the owner only."""
        return self.data_dir / "keys"
