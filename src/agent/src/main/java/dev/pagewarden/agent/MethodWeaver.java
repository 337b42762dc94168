package dev.pagewarden.agent;

import dev.pagewarden.agent.MethodPlan.PlannedSite;
import dev.pagewarden.contract.Callback;
import dev.pagewarden.contract.Member;
import dev.pagewarden.contract.Role;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts probes into a method: one before each site, and, if the method is a callee, one at its
 * beginning and one at each end. Code that throws ends, too:
 *
 * <pre>
 *   enter(operand, id)
 *   try { body; before each return: leave(result, id) }
 *   catch (any) { leave(null, id); throw }
 * </pre>
 */
final class MethodWeaver extends MethodVisitor {
  /**
   * What the method is.
   *
   * @param access its access flags
   * @param name its name
   * @param descriptor its descriptor
   * @param version the class file's major version
   */
  record Shape(int access, String name, String descriptor, int version) {
    boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }

    /** Returns the local variable that holds an argument at the method's beginning. */
    int local(int argument) {
      Type[] types = Type.getArgumentTypes(descriptor);
      int local = isStatic() ? 0 : 1;
      for (int i = 0; i < argument; i++) {
        local += types[i].getSize();
      }
      return local;
    }
  }

  private final MethodPlan plan;
  private final Shape shape;
  private final Weaver weaver;
  private final boolean hasEnd;
  private final Label begin = new Label();

  MethodWeaver(MethodVisitor target, MethodPlan plan, Shape shape, Weaver weaver) {
    super(Opcodes.ASM9, target);
    this.plan = plan;
    this.shape = shape;
    this.weaver = weaver;
    this.hasEnd = plan.callee() != null && !plan.callee().mute();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (plan.marked()) {
      load(Member.RECEIVER);
      Probes.enterMarked(mv, plan.callee(), weaver.className());
    } else if (plan.callee() != null) {
      loadOperands();
      if (takesBackOthers()) {
        super.visitInsn(Opcodes.DUP);
      }
      Probes.enter(mv, plan.callee());
      if (takesBackOthers()) {
        storeExchanged();
      }
    }
    if (hasEnd) {
      super.visitLabel(begin);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN && plan.exchanged() != null && !takesBackOthers()) {
      Probes.lendOther(mv, plan.callee(), Type.getReturnType(shape.descriptor()));
    } else if (hasEnd && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      loadResult(opcode);
      Probes.leave(mv, plan.callee());
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (isCallback(opcode, owner, descriptor)) {
      if (plan.exchanged() == null) {
        Probes.handOut(mv, plan.callee());
      } else {
        Type[] given = Type.getArgumentTypes(descriptor);
        Probes.handOutOther(mv, plan.callee(), given[given.length - 1]);
      }
    }
    PlannedSite planned = plan.sites().get(weaver.offset());
    if (planned != null) {
      boolean receiverOnTop =
          descriptor.startsWith("()")
              && (opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE);
      if (planned.draft().form() == SiteDraft.Form.PEEK) {
        Probes.peek(mv, planned.site(), Type.getArgumentTypes(descriptor));
      } else if (planned.draft().member().role() == Role.MAP) {
        Probes.announceMapping(mv, planned.site());
      } else if (receiverOnTop) {
        Probes.announceUnlessNull(mv, planned.site());
      } else {
        Probes.announce(mv, planned.site());
      }
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  /** Whether this calls the argument back to which a method that maps gives the table. */
  private boolean isCallback(int opcode, String owner, String descriptor) {
    Callee callee = plan.callee();
    if (callee == null
        || callee.kind() != Callee.Kind.MAP
        || !Terms.lendsToCallback(callee.member())
        || opcode == Opcodes.INVOKESTATIC) {
      return false;
    }
    Callback callback = callee.member().callback();
    Type[] mine = Type.getArgumentTypes(shape.descriptor());
    Type[] given = Type.getArgumentTypes(descriptor);
    // Only what is on top of the stack can be looked at.
    return callback.argument() < mine.length
        && owner.equals(mine[callback.argument()].getInternalName())
        && given.length == callback.parameter() + 1
        && given[callback.parameter()].getSort() == Type.OBJECT;
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    PlannedSite planned = plan.sites().get(weaver.offset());
    if (planned == null) {
      super.visitFieldInsn(opcode, owner, name, descriptor);
      return;
    }
    Probes.announceUnlessNull(mv, planned.site());
    super.visitInsn(Opcodes.DUP);
    Probes.enter(mv, planned.field());
    super.visitFieldInsn(opcode, owner, name, descriptor);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    PlannedSite planned = plan.sites().get(weaver.offset());
    Object[] bridged = arguments;
    if (planned != null) {
      bridged = arguments.clone();
      bridged[1] = weaver.bridge((Handle) arguments[1], planned.site());
    }
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, bridged);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (hasEnd) {
      Label handler = new Label();
      super.visitLabel(handler);
      // Last in the table, so that the method's own handlers come first.
      super.visitTryCatchBlock(begin, handler, handler, null);
      if (shape.version() >= Opcodes.V1_6) {
        // No local is needed here; "none" is what every point of the body can be merged into.
        super.visitFrame(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
      }
      super.visitInsn(Opcodes.ACONST_NULL);
      Probes.leave(mv, plan.callee());
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  /** Operand stack: ... -> ..., operand. */
  private void loadOperands() {
    List<Integer> operands = plan.operands();
    if (plan.callee().kind().takesAll()) {
      loadAll();
    } else if (operands.size() == 1) {
      load(operands.get(0));
    } else {
      Probes.push(mv, operands.size());
      super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
      for (int i = 0; i < operands.size(); i++) {
        super.visitInsn(Opcodes.DUP);
        Probes.push(mv, i);
        load(operands.get(i));
        super.visitInsn(Opcodes.AASTORE);
      }
    }
  }

  /** Whether other objects may be worked on than those that the method is called with. */
  private boolean takesBackOthers() {
    return plan.exchanged() != null && plan.callee().kind() != Callee.Kind.MAP;
  }

  /** Operand stack: ..., receiver and arguments -> ... */
  private void storeExchanged() {
    Type[] types = Type.getArgumentTypes(shape.descriptor());
    for (int operand : plan.exchanged()) {
      super.visitInsn(Opcodes.DUP);
      Probes.push(mv, operand + 1);
      super.visitInsn(Opcodes.AALOAD);
      Probes.cast(mv, operand < 0 ? Type.getObjectType(weaver.className()) : types[operand]);
      super.visitVarInsn(Opcodes.ASTORE, operand < 0 ? 0 : shape.local(operand));
    }
    super.visitInsn(Opcodes.POP);
  }

  /** Receiver and arguments in an array; null for what is no reference. */
  private void loadAll() {
    Type[] types = Type.getArgumentTypes(shape.descriptor());
    Probes.push(mv, types.length + 1);
    super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = shape.isStatic() ? 0 : -1; i < types.length; i++) {
      if (i < 0 || types[i].getSort() >= Type.ARRAY) {
        super.visitInsn(Opcodes.DUP);
        Probes.push(mv, i + 1);
        load(i);
        super.visitInsn(Opcodes.AASTORE);
      }
    }
  }

  private void load(int operand) {
    super.visitVarInsn(Opcodes.ALOAD, operand < 0 ? 0 : shape.local(operand));
  }

  /** Operand stack: ..., result (if any) -> ..., result (if any), result or null. */
  private void loadResult(int returnOpcode) {
    if (returnOpcode == Opcodes.ARETURN) {
      super.visitInsn(Opcodes.DUP);
    } else if (plan.callee().kind() == Callee.Kind.CONSENT && returnOpcode == Opcodes.IRETURN) {
      super.visitInsn(Opcodes.DUP);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Boolean", "valueOf", "(Z)Ljava/lang/Boolean;", false);
    } else {
      super.visitInsn(Opcodes.ACONST_NULL);
    }
  }
}
