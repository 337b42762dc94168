package dev.pagewarden.agent;

import dev.pagewarden.contract.Contract;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import dev.pagewarden.evidence.RunRecord;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Proves that an access would be seen, since a transformer that fails does so without a word. Two
 * classes are made up, one with an accessor of the contract and one that calls it, rewritten by the
 * real transformer, loaded and run.
 */
final class SelfTest {
  private static final String PACKAGE = "pagewarden/canary/";
  private static final String CALLER = PACKAGE + "Canary";
  private static final String ACCESSOR_DESCRIPTOR = "()Ljava/lang/Object;";

  private SelfTest() {}

  /**
   * Runs the test on an agent of its own, of which nothing is left.
   *
   * @throws IllegalStateException if the access was not seen
   */
  static void run(LazyContract contract, Instrumentation instrumentation, Bridge bridge)
      throws IOException, ReflectiveOperationException {
    Member accessor = accessor(contract.get());
    if (accessor == null) {
      return;
    }
    List<RunRecord> records = new ArrayList<>();
    AgentParts parts =
        AgentParts.assemble(
            contract,
            instrumentation,
            bridge,
            AgentOptions.defaults(),
            records::add,
            new Troubles(null));
    parts.connect(bridge);
    CanaryLoader loader = new CanaryLoader(parts.transformer());
    String owner = PACKAGE + accessor.owner().replace('.', '/');
    Object table =
        loader.define(owner, accessorClass(owner, accessor.name())).getConstructor().newInstance();
    var caller =
        loader
            .define(CALLER, callerClass(owner, accessor.name()))
            .getMethod("run", table.getClass());
    caller.invoke(null, table);
    parts.lendForTest(table);
    caller.invoke(null, table);
    boolean reached = records.stream().anyMatch(r -> r instanceof RunRecord.Reached);
    boolean imported = records.stream().anyMatch(r -> r instanceof RunRecord.Access);
    if (!reached || !imported) {
      throw new IllegalStateException(
          "its self-test failed, it would not see accesses in this JVM ("
              + records
              + "); please report this with the JVM's version");
    }
  }

  private static Member accessor(Contract contract) {
    for (Member member : contract.members()) {
      if (member.role() == Role.ACCESS
          && Terms.isReported(member)
          && !member.field()
          && member.operand() == Member.RECEIVER
          && !member.owner().equals(Member.ANY)
          && Character.isJavaIdentifierStart(member.name().charAt(0))
          && (member.parameters() == null || member.parameters().isEmpty())) {
        return member;
      }
    }
    return null;
  }

  private static byte[] accessorClass(String owner, String name) {
    ClassWriter writer = begin(owner);
    MethodVisitor constructor = method(writer, Opcodes.ACC_PUBLIC, "<init>", "()V");
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    MethodVisitor accessor = method(writer, Opcodes.ACC_PUBLIC, name, ACCESSOR_DESCRIPTOR);
    accessor.visitInsn(Opcodes.ACONST_NULL);
    accessor.visitInsn(Opcodes.ARETURN);
    accessor.visitMaxs(0, 0);
    return writer.toByteArray();
  }

  private static byte[] callerClass(String owner, String name) {
    ClassWriter writer = begin(CALLER);
    MethodVisitor run =
        method(writer, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(L" + owner + ";)V");
    run.visitVarInsn(Opcodes.ALOAD, 0);
    run.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, ACCESSOR_DESCRIPTOR, false);
    run.visitInsn(Opcodes.POP);
    run.visitInsn(Opcodes.RETURN);
    run.visitMaxs(0, 0);
    return writer.toByteArray();
  }

  private static ClassWriter begin(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    return writer;
  }

  private static MethodVisitor method(
      ClassWriter writer, int access, String name, String descriptor) {
    MethodVisitor code = writer.visitMethod(access, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static final class CanaryLoader extends ClassLoader {
    private final ProbeTransformer transformer;

    CanaryLoader(ProbeTransformer transformer) {
      super("pagewarden-canary", null);
      this.transformer = transformer;
    }

    /** The JVM asks no transformer for classes that are loaded while it asks one. */
    Class<?> define(String internalName, byte[] classFile) {
      byte[] probed = transformer.transform(null, this, internalName, null, null, classFile);
      byte[] bytes = probed == null ? classFile : probed;
      return defineClass(internalName.replace('/', '.'), bytes, 0, bytes.length);
    }
  }
}
