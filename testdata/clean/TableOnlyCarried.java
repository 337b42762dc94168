package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import support.Rig;

/** A table is stored, compared, logged, checked for null and walked, and nothing of it is read. */
public final class TableOnlyCarried {
  private static final Logger LOG = Logger.getLogger(TableOnlyCarried.class.getName());

  private TableOnlyCarried() {}

  /** Keeps two mappings in a registry and finds them again. */
  public static void main(String[] args) {
    Device device = Rig.device("registry");
    try (DmaBuf first = Rig.buffer();
        DmaBuf second = Rig.buffer()) {
      Registry registry = new Registry(device);
      SgTable one = registry.table(first);
      SgTable two = registry.table(second);
      Rig.check(one == registry.table(first), "registry: mapped twice");
      Rig.check(one != two && !one.equals(two), "registry: two buffers, one table");
      Rig.check(registry.find("nobody").isEmpty(), "registry: found what was never mapped");
      Rig.check(countEntries(two) >= two.nents(), "registry: entries are missing");
      LOG.log(Level.FINE, "holding {0} and {1}", new Object[] {one, two});
      registry.drop(first);
      registry.drop(second);
    }
  }

  private static int countEntries(SgTable table) {
    int count = 0;
    for (Scatterlist entry = table.firstEntry(); entry != null; entry = entry.next()) {
      count += entry.isChain() ? 0 : 1;
    }
    return count;
  }

  private static final class Registry {
    private final Device device;
    private final Map<DmaBuf, DmaBufAttachment> attachments = new HashMap<>();
    private final Map<DmaBuf, SgTable> tables = new HashMap<>();

    Registry(Device device) {
      this.device = device;
    }

    SgTable table(DmaBuf buffer) {
      SgTable known = tables.get(buffer);
      if (known != null) {
        return known;
      }
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      attachments.put(buffer, attachment);
      tables.put(buffer, Objects.requireNonNull(table, buffer.name()));
      return table;
    }

    Optional<SgTable> find(String name) {
      return tables.entrySet().stream()
          .filter(entry -> entry.getKey().name().equals(name))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    void drop(DmaBuf buffer) {
      DmaBufAttachment attachment = attachments.remove(buffer);
      buffer.unmapAttachment(attachment, tables.remove(buffer), DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
