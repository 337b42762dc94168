package com.example.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final Frame frame = new Sensor(128, 64).take();

  @AfterEach
  void close() {
    frame.buffer().close();
  }

  @Test
  void the_encoder_sees_every_pixel() {
    assertEquals(new Encoder.Encoded(128 * 64, 32 * 255 * 128), new Encoder().encode(frame));
  }

  @Test
  void a_thumbnail_has_every_sixteenth_pixel() {
    assertArrayEquals(new byte[] {0, 16, 32, 48, 64, 80, 96, 112}, new Thumbnail().of(frame));
  }
}
