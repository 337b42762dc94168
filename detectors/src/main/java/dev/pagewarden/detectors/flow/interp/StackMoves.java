package dev.pagewarden.detectors.flow.interp;

import static org.objectweb.asm.Opcodes.*;

import dev.pagewarden.detectors.flow.state.State;
import dev.pagewarden.detectors.flow.state.Value;

/**
 * The instructions that only move operands; a long or double is one entry of the abstract stack.
 */
final class StackMoves {
  private StackMoves() {}

  static void move(int opcode, State state) {
    Value top = state.pop();
    switch (opcode) {
      case POP -> {}
      case POP2 -> {
        if (!top.isWide()) {
          state.pop();
        }
      }
      case DUP -> push(state, top, top);
      case SWAP -> push(state, top, state.pop());
      case DUP_X1 -> push(state, top, state.pop(), top);
      case DUP_X2 -> insertBelow(state, state.pop(), top);
      case DUP2 -> {
        if (top.isWide()) {
          push(state, top, top);
        } else {
          Value below = state.pop();
          push(state, below, top, below, top);
        }
      }
      case DUP2_X1 -> {
        if (top.isWide()) {
          push(state, top, state.pop(), top);
        } else {
          Value below = state.pop();
          push(state, below, top, state.pop(), below, top);
        }
      }
      default -> {
        if (top.isWide()) {
          insertBelow(state, state.pop(), top);
        } else {
          Value below = state.pop();
          insertBelow(state, state.pop(), below, top);
        }
      }
    }
  }

  /** Pushes values, whatever takes two slots below them, and the values again. */
  private static void insertBelow(State state, Value third, Value... values) {
    Value fourth = third.isWide() ? null : state.pop();
    push(state, values);
    if (fourth != null) {
      state.push(fourth);
    }
    state.push(third);
    push(state, values);
  }

  private static void push(State state, Value... values) {
    for (Value value : values) {
      state.push(value);
    }
  }
}
