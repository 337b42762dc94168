package dev.pagewarden.detectors.flow.code;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A method's instructions and control flow. */
public final class Body {
  /** The instructions in order, without labels, frames and line numbers. */
  public final AbstractInsnNode[] instructions;

  /** The line of each instruction as the class file numbers it, -1 where unknown. */
  public final int[] lines;

  /** Whether control can come to an instruction from more than its predecessor. */
  public final boolean[] leader;

  /** The exception handlers, in the order in which the JVM tries them. */
  public final List<Handler> handlers;

  private final int maxLocals;
  private final int[] offsets;
  private final Map<LabelNode, Integer> labels = new HashMap<>();
  private int[] ordinals;
  private Liveness liveness;

  /**
   * An exception handler.
   *
   * @param start first instruction covered
   * @param end first instruction no longer covered
   * @param target first instruction of the handler
   * @param type internal name of what it catches, or null for everything
   */
  public record Handler(int start, int end, int target, String type) {}

  Body(MethodNode node, int[] offsets) {
    this.maxLocals = node.maxLocals;
    this.offsets = offsets;
    int count = 0;
    for (AbstractInsnNode insn : node.instructions) {
      if (insn instanceof LabelNode label) {
        labels.put(label, count);
      } else if (insn.getOpcode() >= 0) {
        count++;
      }
    }
    instructions = new AbstractInsnNode[count];
    lines = new int[count];
    leader = new boolean[count + 1];
    number(node);
    handlers =
        node.tryCatchBlocks.stream()
            .map(this::handler)
            .filter(handler -> handler.start() < handler.end())
            .toList();
    handlers.forEach(handler -> leader[handler.target()] = true);
    markTargets();
  }

  private void number(MethodNode node) {
    int index = 0;
    int line = -1;
    for (AbstractInsnNode insn : node.instructions) {
      if (insn instanceof LineNumberNode number) {
        line = number.line;
      } else if (insn.getOpcode() >= 0) {
        lines[index] = line;
        instructions[index++] = insn;
      }
    }
  }

  private Handler handler(TryCatchBlockNode block) {
    return new Handler(
        labels.get(block.start), labels.get(block.end), labels.get(block.handler), block.type);
  }

  private void markTargets() {
    for (AbstractInsnNode insn : instructions) {
      if (insn instanceof JumpInsnNode jump) {
        leader[target(jump.label)] = true;
      } else if (insn instanceof TableSwitchInsnNode table) {
        leader[target(table.dflt)] = true;
        table.labels.forEach(label -> leader[target(label)] = true);
      } else if (insn instanceof LookupSwitchInsnNode lookup) {
        leader[target(lookup.dflt)] = true;
        lookup.labels.forEach(label -> leader[target(label)] = true);
      }
    }
  }

  /** Returns the locals that are read from an instruction on before they are written. */
  public BitSet liveLocals(int index) {
    if (liveness == null) {
      liveness = new Liveness(this);
    }
    return liveness.before(index);
  }

  /** Returns the index of the instruction behind a label. */
  public int target(LabelNode label) {
    return labels.get(label);
  }

  /** Returns the number of local variable slots. */
  public int maxLocals() {
    return maxLocals;
  }

  int firstLine() {
    return lines.length == 0 ? -1 : lines[0];
  }

  int offsetOf(int index) {
    return offsets.length == instructions.length ? offsets[index] : -1;
  }

  /**
   * Returns how many instructions before this one refer to the same member; -1 if it refers to
   * none.
   */
  int ordinalOf(int index) {
    if (ordinals == null) {
      ordinals = new int[instructions.length];
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < ordinals.length; i++) {
        String member = memberOf(instructions[i]);
        ordinals[i] = member == null ? -1 : seen.merge(member, 1, Integer::sum) - 1;
      }
    }
    return ordinals[index];
  }

  private static String memberOf(AbstractInsnNode insn) {
    if (insn instanceof MethodInsnNode call) {
      return call.owner + "." + call.name + call.desc;
    }
    if (insn instanceof FieldInsnNode field) {
      return field.owner + "." + field.name + field.desc;
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return "." + dynamic.name + dynamic.desc;
    }
    return null;
  }
}
