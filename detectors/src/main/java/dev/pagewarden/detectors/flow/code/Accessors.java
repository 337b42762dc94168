package dev.pagewarden.detectors.flow.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds methods that do nothing but read and write fields of their own object which nobody else
 * writes: what they say can be relied on, whatever else their class does unseen.
 */
public final class Accessors {
  private final Map<Method, Boolean> known = new HashMap<>();
  private final Map<ClassFile, Set<String>> writtenElsewhere = new HashMap<>();

  /** Returns whether a method is one. */
  public boolean isAccessor(Method method) {
    return known.computeIfAbsent(method, this::find);
  }

  private boolean find(Method method) {
    if (method.isStatic() || method.argumentTypes().length > 1 || !isPlain(method)) {
      return false;
    }
    Set<String> written =
        writtenElsewhere.computeIfAbsent(method.owner(), Accessors::fieldsWrittenElsewhere);
    for (AbstractInsnNode insn : method.body().instructions) {
      if (insn instanceof FieldInsnNode field
          && (!field.owner.equals(method.owner().name()) || written.contains(field.name))) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> fieldsWrittenElsewhere(ClassFile file) {
    Set<String> fields = new HashSet<>();
    for (Method method : file.methods()) {
      if (method.hasCode() && !method.name().equals("<init>") && !isPlain(method)) {
        for (AbstractInsnNode insn : method.body().instructions) {
          if (insn.getOpcode() == Opcodes.PUTFIELD) {
            fields.add(((FieldInsnNode) insn).name);
          }
        }
      }
    }
    return fields;
  }

  /** Returns whether a method only loads, reads or writes fields, compares, and returns. */
  private static boolean isPlain(Method method) {
    boolean usesField = false;
    for (AbstractInsnNode insn : method.body().instructions) {
      int opcode = insn.getOpcode();
      boolean field = opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD;
      boolean plain =
          field
              || opcode <= Opcodes.ICONST_5
              || insn instanceof JumpInsnNode
              || insn instanceof VarInsnNode && opcode <= Opcodes.ALOAD
              || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
      if (!plain) {
        return false;
      }
      usesField |= field;
    }
    return usesField;
  }
}
