package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.ClassHash;
import dev.pagewarden.evidence.SourceMap;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns a stack frame into a call site of the class file on disk. The frame's own offset is that of
 * the code as it runs, probes of ours and of others included, so the line leads: the call on it
 * that goes through reflection or a method handle, or the only call on it. Where several could be
 * it, the offset is left unknown rather than guessed.
 */
final class IndirectSites {
  private static final int UNKNOWN = -1;

  private record Key(String className, String method, String descriptor, int line, int offset) {}

  private record Call(int offset, int ordinal, boolean reflective) {}

  /**
   * Where a frame is.
   *
   * @param callSite the call that it is in
   * @param classHash of the class file on disk, or null if there is none
   * @param isReflective whether its line has a call by reflection or a method handle
   */
  record Place(CallSite callSite, String classHash, boolean isReflective) {
    /** Returns the access that a callee is, if it was called from here. */
    AccessSite accessTo(Callee callee) {
      return new AccessSite(callSite, classHash, callee.accessor());
    }
  }

  private final Map<Key, Place> known = new ConcurrentHashMap<>();

  /** Returns where the frame is. */
  Place place(StackFrame frame) {
    Key key =
        new Key(
            frame.getClassName().replace('.', '/'),
            frame.getMethodName(),
            frame.getDescriptor(),
            frame.getLineNumber(),
            frame.getByteCodeIndex());
    Place place = known.get(key);
    if (place == null) {
      place = locate(key, frame.getDeclaringClass().getClassLoader());
      known.put(key, place);
    }
    return place;
  }

  private static Place locate(Key key, ClassLoader loader) {
    byte[] disk = ClassFiles.read(loader, key.className);
    if (disk == null) {
      return new Place(site(key, null, key.line), null, false);
    }
    CallFinder finder = new CallFinder(new OffsetReader(disk), key);
    finder.reader.accept(finder, OffsetReader.SKIP_FRAMES);
    int line = finder.sourceMap.place(key.line).line();
    return new Place(
        site(key, finder.call(), line),
        ClassHash.of(disk),
        finder.onLine.stream().anyMatch(Call::reflective));
  }

  private static CallSite site(Key key, Call call, int line) {
    return new CallSite(
        key.className,
        key.method,
        key.descriptor,
        call == null ? UNKNOWN : call.offset,
        call == null ? UNKNOWN : call.ordinal,
        line < 0 ? UNKNOWN : line);
  }

  /** Finds the call on a line of a method. */
  private static final class CallFinder extends ClassVisitor {
    private final OffsetReader reader;
    private final Key key;
    private final List<Call> onLine = new ArrayList<>();
    private SourceMap sourceMap;

    CallFinder(OffsetReader reader, Key key) {
      super(Opcodes.ASM9);
      this.reader = reader;
      this.key = key;
      this.sourceMap = SourceMap.of(key.className, null, null);
    }

    @Override
    public void visitSource(String file, String debugExtension) {
      sourceMap = SourceMap.of(key.className, file, debugExtension);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String desc, String signature, String[] exceptions) {
      return name.equals(key.method) && desc.equals(key.descriptor)
          ? new CallCollector(reader, key.line, onLine)
          : null;
    }

    /** Returns the call, null if it can be several. */
    Call call() {
      List<Call> reflective = onLine.stream().filter(Call::reflective).toList();
      if (reflective.size() == 1) {
        return reflective.get(0);
      }
      return onLine.size() == 1 ? onLine.get(0) : null;
    }
  }

  private static final class CallCollector extends MethodVisitor {
    private final OffsetReader reader;
    private final int wantedLine;
    private final List<Call> calls;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private int line = UNKNOWN;

    CallCollector(OffsetReader reader, int wantedLine, List<Call> calls) {
      super(Opcodes.ASM9);
      this.reader = reader;
      this.wantedLine = wantedLine;
      this.calls = calls;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean itf) {
      int ordinal = ordinals.merge(owner + "." + name + desc, 1, Integer::sum) - 1;
      if (line == wantedLine) {
        boolean reflective =
            owner.startsWith("java/lang/invoke/") && name.startsWith("invoke")
                || owner.equals("java/lang/reflect/Method") && name.equals("invoke")
                || owner.equals("java/lang/reflect/Constructor") && name.equals("newInstance");
        calls.add(new Call(reader.offset(), ordinal, reflective));
      }
    }
  }
}
