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

  private record Method(String className, String name, String descriptor) {}

  private record Key(Method method, int line, int offset) {}

  private record Call(int offset, int ordinal, boolean reflective) {}

  /** What the class file on disk has of a method: a large one has thousands of calls. */
  private record Calls(String classHash, SourceMap sourceMap, Map<Integer, List<Call>> byLine) {
    static final Calls NONE = new Calls(null, null, Map.of());

    List<Call> on(int line) {
      return byLine.getOrDefault(line, List.of());
    }
  }

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
  private final Map<Method, Calls> onDisk = new ConcurrentHashMap<>();

  /** Returns where the frame is. */
  Place place(StackFrame frame) {
    Method method =
        new Method(
            frame.getClassName().replace('.', '/'), frame.getMethodName(), frame.getDescriptor());
    Key key = new Key(method, frame.getLineNumber(), frame.getByteCodeIndex());
    Place place = known.get(key);
    if (place == null) {
      place = locate(key, calls(method, frame.getDeclaringClass().getClassLoader()));
      known.put(key, place);
    }
    return place;
  }

  private Calls calls(Method method, ClassLoader loader) {
    Calls calls = onDisk.get(method);
    if (calls == null) {
      byte[] disk = ClassFiles.read(loader, method.className);
      calls = disk == null ? Calls.NONE : CallFinder.find(method, disk);
      onDisk.put(method, calls);
    }
    return calls;
  }

  private static Place locate(Key key, Calls calls) {
    List<Call> onLine = calls.on(key.line);
    List<Call> reflective = onLine.stream().filter(Call::reflective).toList();
    int line = calls.sourceMap == null ? key.line : calls.sourceMap.place(key.line).line();
    return new Place(
        site(key.method, only(reflective.size() == 1 ? reflective : onLine), line),
        calls.classHash,
        !reflective.isEmpty());
  }

  /** Returns the call, null if it can be several. */
  private static Call only(List<Call> calls) {
    return calls.size() == 1 ? calls.get(0) : null;
  }

  private static CallSite site(Method method, Call call, int line) {
    return new CallSite(
        method.className,
        method.name,
        method.descriptor,
        call == null ? UNKNOWN : call.offset,
        call == null ? UNKNOWN : call.ordinal,
        line < 0 ? UNKNOWN : line);
  }

  /** Finds the calls in a method. */
  private static final class CallFinder extends ClassVisitor {
    private final OffsetReader reader;
    private final Method method;
    private final Map<Integer, List<Call>> byLine = new HashMap<>();
    private SourceMap sourceMap;

    private CallFinder(OffsetReader reader, Method method) {
      super(Opcodes.ASM9);
      this.reader = reader;
      this.method = method;
      this.sourceMap = SourceMap.of(method.className, null, null);
    }

    static Calls find(Method method, byte[] classFile) {
      CallFinder finder = new CallFinder(new OffsetReader(classFile), method);
      finder.reader.accept(finder, OffsetReader.SKIP_FRAMES);
      return new Calls(ClassHash.of(classFile), finder.sourceMap, finder.byLine);
    }

    @Override
    public void visitSource(String file, String debugExtension) {
      sourceMap = SourceMap.of(method.className, file, debugExtension);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String desc, String signature, String[] exceptions) {
      return name.equals(method.name) && desc.equals(method.descriptor)
          ? new CallCollector(reader, byLine)
          : null;
    }
  }

  private static final class CallCollector extends MethodVisitor {
    private final OffsetReader reader;
    private final Map<Integer, List<Call>> byLine;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private int line = UNKNOWN;

    CallCollector(OffsetReader reader, Map<Integer, List<Call>> byLine) {
      super(Opcodes.ASM9);
      this.reader = reader;
      this.byLine = byLine;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean itf) {
      int ordinal = ordinals.merge(owner + "." + name + desc, 1, Integer::sum) - 1;
      boolean reflective =
          owner.startsWith("java/lang/invoke/") && name.startsWith("invoke")
              || owner.equals("java/lang/reflect/Method") && name.equals("invoke")
              || owner.equals("java/lang/reflect/Constructor") && name.equals("newInstance");
      byLine
          .computeIfAbsent(line, each -> new ArrayList<>(1))
          .add(new Call(reader.offset(), ordinal, reflective));
    }
  }
}
