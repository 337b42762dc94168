package dev.pagewarden.detectors.flow.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds which local variables are still read from an instruction on; what is in others tells
 * nothing apart. The classic backward analysis over basic blocks, which a local variable enters
 * once at most, so that its cost is bounded by blocks times locals.
 */
final class Liveness {
  /** Beyond so many bits (64 MiB of them are 8 MiB), all locals count as live. */
  private static final long MAX_BITS = 64L << 20;

  private final Body body;
  private final BitSet all = new BitSet();
  private final int[] blockOf;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Integer, BitSet> within = new HashMap<>();

  /** Instructions that follow each other, left at the last one or by an exception. */
  private static final class Block {
    private final int start;
    private final int end;
    private final BitSet read = new BitSet();
    private final BitSet written = new BitSet();
    private final TreeSet<Integer> successors = new TreeSet<>();
    private final List<Block> predecessors = new ArrayList<>();
    private final BitSet liveIn = new BitSet();

    Block(int start, int end) {
      this.start = start;
      this.end = end;
    }
  }

  Liveness(Body body) {
    this.body = body;
    this.blockOf = new int[body.instructions.length];
    all.set(0, body.maxLocals());
    split();
    if ((long) blocks.size() * body.maxLocals() > MAX_BITS) {
      blocks.clear();
      return;
    }
    blocks.forEach(this::connect);
    for (Block block : blocks) {
      for (int successor : block.successors) {
        blocks.get(successor).predecessors.add(block);
      }
      summarise(block);
    }
    solve();
  }

  /** Returns the locals that are read from an instruction on before they are written. */
  BitSet before(int index) {
    if (blocks.isEmpty()) {
      return all;
    }
    Block block = blocks.get(blockOf[index]);
    if (index == block.start) {
      return block.liveIn;
    }
    return within.computeIfAbsent(index, key -> within(block, key));
  }

  private BitSet within(Block block, int index) {
    BitSet live = liveOut(block);
    for (int i = block.end - 1; i >= index; i--) {
      apply(body.instructions[i], live);
    }
    live.or(liveInHandlers(index));
    return live;
  }

  private void split() {
    boolean[] starts = body.leader.clone();
    for (Body.Handler handler : body.handlers) {
      starts[handler.start()] = true;
      starts[handler.end()] = true;
    }
    int start = 0;
    for (int i = 0; i < blockOf.length; i++) {
      blockOf[i] = blocks.size();
      if (i + 1 == blockOf.length || starts[i + 1] || endsBlock(body.instructions[i])) {
        blocks.add(new Block(start, i + 1));
        start = i + 1;
      }
    }
  }

  private static boolean endsBlock(AbstractInsnNode insn) {
    return insn instanceof JumpInsnNode || !fallsThrough(insn.getOpcode());
  }

  private void connect(Block block) {
    AbstractInsnNode last = body.instructions[block.end - 1];
    if (last instanceof JumpInsnNode jump) {
      follow(block, body.target(jump.label));
    } else if (last instanceof TableSwitchInsnNode table) {
      follow(block, body.target(table.dflt));
      table.labels.forEach(label -> follow(block, body.target(label)));
    } else if (last instanceof LookupSwitchInsnNode lookup) {
      follow(block, body.target(lookup.dflt));
      lookup.labels.forEach(label -> follow(block, body.target(label)));
    }
    if (fallsThrough(last.getOpcode())) {
      follow(block, block.end);
    }
    for (Body.Handler handler : body.handlers) {
      if (handler.start() <= block.start && block.start < handler.end()) {
        follow(block, handler.target());
      }
    }
  }

  private void follow(Block block, int target) {
    if (target < blockOf.length) {
      block.successors.add(blockOf[target]);
    }
  }

  private static boolean fallsThrough(int opcode) {
    return opcode != Opcodes.GOTO
        && opcode != Opcodes.ATHROW
        && opcode != Opcodes.TABLESWITCH
        && opcode != Opcodes.LOOKUPSWITCH
        && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
  }

  private void summarise(Block block) {
    for (int i = block.end - 1; i >= block.start; i--) {
      AbstractInsnNode insn = body.instructions[i];
      apply(insn, block.read);
      if (insn instanceof VarInsnNode variable && stores(variable)) {
        block.written.set(variable.var);
      }
    }
  }

  private static boolean stores(VarInsnNode variable) {
    return variable.getOpcode() >= Opcodes.ISTORE && variable.getOpcode() <= Opcodes.ASTORE;
  }

  private static void apply(AbstractInsnNode insn, BitSet live) {
    if (insn instanceof VarInsnNode variable) {
      live.set(variable.var, !stores(variable));
    } else if (insn instanceof IincInsnNode increment) {
      live.set(increment.var);
    }
  }

  private void solve() {
    Deque<Block> open = new ArrayDeque<>();
    BitSet waiting = new BitSet();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      open.add(blocks.get(i));
      waiting.set(i);
    }
    while (!open.isEmpty()) {
      Block block = open.remove();
      waiting.clear(blockOf[block.start]);
      BitSet live = liveOut(block);
      live.andNot(block.written);
      live.or(block.read);
      live.or(liveInHandlers(block.start));
      if (!live.equals(block.liveIn)) {
        block.liveIn.or(live);
        for (Block predecessor : block.predecessors) {
          if (!waiting.get(blockOf[predecessor.start])) {
            waiting.set(blockOf[predecessor.start]);
            open.add(predecessor);
          }
        }
      }
    }
  }

  private BitSet liveOut(Block block) {
    BitSet live = new BitSet();
    for (int successor : block.successors) {
      live.or(blocks.get(successor).liveIn);
    }
    return live;
  }

  /** What a handler reads is live all over what it covers, whatever is written there. */
  private BitSet liveInHandlers(int index) {
    BitSet live = new BitSet();
    for (Body.Handler handler : body.handlers) {
      if (handler.start() <= index && index < handler.end()) {
        live.or(blocks.get(blockOf[handler.target()]).liveIn);
      }
    }
    return live;
  }
}
