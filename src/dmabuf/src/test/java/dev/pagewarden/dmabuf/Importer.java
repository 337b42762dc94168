package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.List;

/** A dynamic importer that notes when it is told of a move. */
final class Importer implements ImporterOps {
  final List<DmaBufAttachment> moved = new ArrayList<>();
  private final boolean allowsPeers;

  Importer(boolean allowsPeers) {
    this.allowsPeers = allowsPeers;
  }

  @Override
  public void moveNotify(DmaBufAttachment attachment) {
    moved.add(attachment);
  }

  @Override
  public boolean allowPeer2Peer() {
    return allowsPeers;
  }
}
