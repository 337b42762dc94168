package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import support.Rig;

/** What is done to each element has been done to all of them, not to one or the other. */
public final class LibForEach {
  private static final class Peer {
    private final DmaBufAttachment attachment;
    private SgTable table;
    private SgTable spare = Rig.ownTable(1);

    Peer(DmaBuf buffer, Device device) {
      attachment = buffer.attach(device);
    }

    void map() {
      table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    }

    void unmap() {
      attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      table = spare;
    }
  }

  private LibForEach() {}

  /** Runs every variant. */
  public static void main(String[] args) {
    DmaBuf buffer = Rig.buffer();
    reportsBothOfList(buffer);
    reportsBothOfSet(buffer);
    reportsBothOfStream(buffer);
    reportsBothThatPeekSaw(buffer);
    acceptsBothUnmapped(buffer);
  }

  private static List<Peer> peers(DmaBuf buffer) {
    List<Peer> peers = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      peers.add(new Peer(buffer, Rig.device(name)));
    }
    return peers;
  }

  private static void reportsBothOfList(DmaBuf buffer) {
    List<Peer> peers = peers(buffer);
    peers.forEach(Peer::map);
    Peer first = peers.get(0);
    Peer second = peers.get(1);
    first.table.pages(); // expect: DMABUF_PAGE_ACCESS
    first.unmap();
    first.table.pages();
    second.table.pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBothOfSet(DmaBuf buffer) {
    Peer first = new Peer(buffer, Rig.device("a"));
    Peer second = new Peer(buffer, Rig.device("b"));
    Set<Peer> peers = new HashSet<>(List.of(first, second));
    peers.forEach(Peer::map);
    first.table.zero(); // expect: DMABUF_PAGE_ACCESS
    second.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBothOfStream(DmaBuf buffer) {
    Peer first = new Peer(buffer, Rig.device("a"));
    Peer second = new Peer(buffer, Rig.device("b"));
    Map<String, Peer> peers = new HashMap<>(Map.of("a", first, "b", second));
    peers.values().stream().forEach(Peer::map);
    first.table.zero(); // expect: DMABUF_PAGE_ACCESS
    second.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBothThatPeekSaw(DmaBuf buffer) {
    Peer first = new Peer(buffer, Rig.device("a"));
    Peer second = new Peer(buffer, Rig.device("b"));
    Map<String, Peer> peers = new HashMap<>(Map.of("a", first, "b", second));
    List<Peer> mapped = peers.values().stream().peek(Peer::map).collect(Collectors.toList());
    Rig.check(mapped.size() == 2, "two peers");
    first.table.zero(); // expect: DMABUF_PAGE_ACCESS
    second.table.zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsBothUnmapped(DmaBuf buffer) {
    List<Peer> peers = peers(buffer);
    peers.forEach(Peer::map);
    peers.forEach(Peer::unmap);
    peers.get(0).table.pages();
    peers.get(1).table.pages();
    peers.forEach(peer -> peer.table.zero());
  }
}
