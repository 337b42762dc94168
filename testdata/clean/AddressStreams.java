package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import support.Rig;

/** An importer that works on the DMA side with streams, collectors and method references. */
public final class AddressStreams {
  private AddressStreams() {}

  /** Adds up, sorts and collects what the DMA side of an import says. */
  public static void main(String[] args) {
    Device device = Rig.device("streams");
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Rig.check(sum(table, Scatterlist::dmaLength) == buffer.size(), "streams: bytes are missing");
      Rig.check(blocks(table) == 4, "streams: blocks are missing");
      Rig.check(
          segments(table).stream().noneMatch(segment -> segment.startsWith("0+")),
          "streams: a segment at address zero");
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Stream<Scatterlist> entries(SgTable table) {
    return StreamSupport.stream(table.dmaEntries().spliterator(), false);
  }

  private static long sum(SgTable table, ToLongFunction<Scatterlist> property) {
    return entries(table).mapToLong(property).sum();
  }

  private static long blocks(SgTable table) {
    return Arrays.stream(table.dmaAddresses()).map(address -> address / Rig.PAGE_SIZE).count();
  }

  private static List<String> segments(SgTable table) {
    return entries(table)
        .filter(entry -> !entry.isBusAddress())
        .map(entry -> Long.toHexString(entry.dmaAddress()) + "+" + entry.dmaLength())
        .sorted()
        .collect(Collectors.toList());
  }
}
