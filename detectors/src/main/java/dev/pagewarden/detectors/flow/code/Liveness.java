package dev.pagewarden.detectors.flow.code;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds which local variables are still read from an instruction on; what is in others tells
 * nothing apart.
 */
final class Liveness {
  private final Method.Body body;
  private final BitSet[] live;

  Liveness(Method.Body body) {
    this.body = body;
    this.live = new BitSet[body.instructions.length];
    for (int i = 0; i < live.length; i++) {
      live[i] = new BitSet();
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = live.length - 1; i >= 0; i--) {
        changed |= update(i);
      }
    }
  }

  /** Returns the locals that are read from an instruction on before they are written. */
  BitSet before(int index) {
    return live[index];
  }

  private boolean update(int index) {
    BitSet set = new BitSet();
    for (int successor : successors(index)) {
      if (successor < live.length) {
        set.or(live[successor]);
      }
    }
    AbstractInsnNode insn = body.instructions[index];
    if (insn instanceof VarInsnNode variable) {
      boolean stores =
          variable.getOpcode() >= Opcodes.ISTORE && variable.getOpcode() <= Opcodes.ASTORE;
      set.set(variable.var, !stores);
    } else if (insn instanceof IincInsnNode increment) {
      set.set(increment.var);
    }
    for (Method.Handler handler : body.handlers) {
      if (handler.start() <= index && index < handler.end()) {
        set.or(live[handler.target()]);
      }
    }
    if (set.equals(live[index])) {
      return false;
    }
    live[index] = set;
    return true;
  }

  private List<Integer> successors(int index) {
    AbstractInsnNode insn = body.instructions[index];
    int opcode = insn.getOpcode();
    List<Integer> successors = new ArrayList<>();
    if (insn instanceof JumpInsnNode jump) {
      successors.add(body.target(jump.label));
    } else if (insn instanceof TableSwitchInsnNode table) {
      successors.add(body.target(table.dflt));
      table.labels.forEach(label -> successors.add(body.target(label)));
    } else if (insn instanceof LookupSwitchInsnNode lookup) {
      successors.add(body.target(lookup.dflt));
      lookup.labels.forEach(label -> successors.add(body.target(label)));
    }
    boolean ends =
        opcode == Opcodes.GOTO
            || opcode == Opcodes.ATHROW
            || opcode == Opcodes.TABLESWITCH
            || opcode == Opcodes.LOOKUPSWITCH
            || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (!ends) {
      successors.add(index + 1);
    }
    return successors;
  }
}
