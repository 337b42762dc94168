package dev.pagewarden.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * The class through which probed code reaches the agent: {@code java.lang.$Pagewarden}, defined
 * into {@code java.base} at start. Its code is that of {@link BridgeCode}.
 *
 * <p>Probed code must find it from any class loader and any module, and must not see a class of the
 * agent. So it lives in {@code java.lang}, which every loader delegates, and holds nothing but
 * functions of JRE types. Nothing is appended to the bootstrap class path, which would print a
 * warning on every start.
 */
final class Bridge {
  static final String INTERNAL_NAME = "java/lang/$Pagewarden";
  static final String BINARY_NAME = "java.lang.$Pagewarden";

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** Since when a thread's id cannot be overridden. */
  private static final int FINAL_THREAD_ID = 19;

  private final Class<?> type;

  private Bridge(Class<?> type) {
    this.type = type;
  }

  /** Returns whether some version of the agent has already defined the class in this JVM. */
  static boolean isDefined() {
    try {
      Class.forName(BINARY_NAME, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns the bridge that a defined class is. */
  static Bridge of(Class<?> defined) {
    return new Bridge(defined);
  }

  /** Points the functions at an agent that has nothing to look for yet. */
  void connect(Warden warden) throws ReflectiveOperationException {
    long[][] cells = (long[][]) type.getField("CELLS").get(null);
    warden.fileCellsIn(
        cells,
        List.of(fixedCell("FIRST", Cells.FIRST_OWNER), fixedCell("SECOND", Cells.SECOND_OWNER)));
    set("alert", false);
    set("stepping", false);
    set("ownHead", (Supplier<long[]>) warden::head);
    set("slowPass", (LongConsumer) warden::slowPass);
    set("judge", (LongConsumer) warden::judge);
    set("touch", (ObjLongConsumer<Object>) warden::touch);
    set("touchMarked", (ObjLongConsumer<Object>) warden::touchMarked);
    set("peek", (ObjLongConsumer<Object>) warden::peek);
    set("lend", (ObjLongConsumer<Object>) warden::lend);
    set("handOut", (ObjLongConsumer<Object>) warden::handOut);
    set("begin", (ObjLongConsumer<Object>) warden::touch);
    set("end", (ObjLongConsumer<Object>) warden::end);
  }

  private FixedCell fixedCell(String name, int owner) throws ReflectiveOperationException {
    return new FixedCell(
        (int[]) type.getField("OWNERS").get(null),
        owner,
        (long[]) type.getField(name + "_HEAD").get(null),
        (long[]) type.getField(name + "_CELL").get(null));
  }

  /** Sets one of the two switches, {@code alert} and {@code stepping}. */
  void set(String field, Object value) throws ReflectiveOperationException {
    type.getField(field).set(null, value);
  }

  /** Returns the class file of the bridge: that of {@link BridgeCode} by another name. */
  static byte[] classFile() throws IOException {
    String template = BridgeCode.class.getName().replace('.', '/');
    try (InputStream in = Bridge.class.getResourceAsStream("/" + template + ".class")) {
      if (in == null) {
        throw new IOException("the agent's jar lacks " + template);
      }
      return renamed(in.readAllBytes(), template);
    }
  }

  private static byte[] renamed(byte[] classFile, String template) throws IOException {
    ByteArrayOutputStream renamed = new ByteArrayOutputStream();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    DataOutputStream out = new DataOutputStream(renamed);
    out.writeLong(in.readLong());
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        out.writeUTF(renamed(in.readUTF(), template));
      } else {
        out.write(in.readNBytes(PoolScan.size(tag)));
        i += tag == LONG || tag == DOUBLE ? 1 : 0;
      }
    }
    in.transferTo(out);
    return renamed.toByteArray();
  }

  private static String renamed(String text, String template) {
    if (text.equals(template)) {
      return INTERNAL_NAME;
    }
    boolean idIsFinal = Runtime.version().feature() >= FINAL_THREAD_ID;
    return idIsFinal && text.equals("getId") ? "threadId" : text;
  }
}
