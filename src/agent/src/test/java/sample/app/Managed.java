package sample.app;

import java.lang.management.ManagementFactory;
import java.util.StringJoiner;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import sample.api.DmaBuf;
import sample.api.Scatterlist;
import sample.api.SgTable;

/** Looks at the agent's bean. */
public final class Managed {
  private static final ObjectName NAME = name();

  private Managed() {}

  private static ObjectName name() {
    try {
      return new ObjectName("dev.pagewarden:type=Agent");
    } catch (javax.management.MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }

  /** Touches pages before and after a reset. */
  public static void main(String[] arguments) throws Exception {
    DmaBuf buffer = new Heap().export("frames");
    SgTable table = buffer.mapAttachment(buffer.attach("gpu"));
    touch(table.firstEntry(), 3);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (int i = 0; i < 50 && !server.isRegistered(NAME); i++) {
      Thread.sleep(100);
    }
    if (server.isRegistered(NAME)) {
      show("before", server);
      server.invoke(NAME, "reset", new Object[0], new String[0]);
      show("reset", server);
      touch(table.firstEntry(), 2);
      show("after", server);
    } else {
      System.out.println("no bean");
    }
  }

  private static void touch(Scatterlist entry, int times) {
    for (int i = 0; i < times; i++) {
      entry.physicalAddress();
    }
  }

  private static void show(String when, MBeanServer server) throws Exception {
    StringJoiner sites = new StringJoiner(", ");
    for (CompositeData site : (CompositeData[]) server.getAttribute(NAME, "Sites")) {
      if (site.get("className").equals(Managed.class.getName())) {
        sites.add(site.get("className") + "." + site.get("method") + " " + site.get("accessor"));
      }
    }
    System.out.println(
        (when + ": " + server.getAttribute(NAME, "Accesses") + " accesses at " + sites).strip());
  }
}
