package dev.pagewarden.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites a class with its probes. Methods without any are copied byte by byte; frames are never
 * computed, since that would load classes.
 */
final class Weaver extends ClassVisitor {
  private record Reference(String name, Handle function, Site site) {}

  private final OffsetReader reader;
  private final ClassSurvey survey;
  private final Map<String, MethodPlan> plans;
  private final boolean mayGrow;
  private final Callee serialLink;
  private final List<Reference> references = new ArrayList<>(0);

  private Weaver(
      ClassWriter writer,
      OffsetReader reader,
      ClassSurvey survey,
      Map<String, MethodPlan> plans,
      boolean mayGrow,
      Callee serialLink) {
    super(Opcodes.ASM9, writer);
    this.reader = reader;
    this.survey = survey;
    this.plans = plans;
    this.mayGrow = mayGrow;
    this.serialLink = serialLink;
  }

  /**
   * Puts probes into a class.
   *
   * @param classFile the class
   * @param survey what was found in it
   * @param plans what to put in, by name and descriptor of the method
   * @param mayGrow whether it may be given members
   * @param serialLink its link that serialization reads, or null
   */
  static byte[] weave(
      byte[] classFile,
      ClassSurvey survey,
      Map<String, MethodPlan> plans,
      boolean mayGrow,
      Callee serialLink) {
    OffsetReader reader = new OffsetReader(classFile);
    ClassWriter writer =
        new ClassWriter(reader, ClassWriter.COMPUTE_MAXS) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            throw new IllegalStateException("frames must not be computed");
          }
        };
    reader.accept(
        new Weaver(writer, reader, survey, plans, mayGrow, serialLink), OffsetReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
    MethodPlan plan = plans.get(name + descriptor);
    return plan == null
        ? target
        : new MethodWeaver(
            target, plan, new MethodWeaver.Shape(access, name, descriptor, survey.version()), this);
  }

  String className() {
    return survey.name();
  }

  /** Returns the offset of the instruction that is being visited. */
  int offset() {
    return reader.offset();
  }

  /** Returns the function that stands in for a referenced method and announces its site. */
  Handle bridge(Handle function, Site site) {
    Reference reference =
        new Reference(References.BRIDGE_PREFIX + references.size(), function, site);
    references.add(reference);
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        survey.name(),
        reference.name,
        References.bridgeDescriptor(function),
        survey.isInterface());
  }

  @Override
  public void visitEnd() {
    if (mayGrow && survey.chain() != null) {
      survey.chain().write(cv, survey.isMarked());
    }
    if (mayGrow && survey.isMarked()) {
      // Private and transient: neither the serial form nor its version takes notice.
      super.visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC,
              Probes.MARK,
              Probes.MARK_DESCRIPTOR,
              null,
              null)
          .visitEnd();
    }
    if (mayGrow && serialLink != null) {
      SerialLink.write(cv, serialLink);
    }
    for (Reference reference : references) {
      write(reference);
    }
    super.visitEnd();
  }

  private void write(Reference reference) {
    Handle function = reference.function;
    String descriptor = References.bridgeDescriptor(function);
    MethodVisitor code =
        super.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            reference.name,
            descriptor,
            null,
            null);
    code.visitCode();
    int local = 0;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
    }
    Probes.announce(code, reference.site);
    code.visitMethodInsn(
        References.opcodeFor(function),
        function.getOwner(),
        function.getName(),
        function.getDesc(),
        function.isInterface());
    code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
