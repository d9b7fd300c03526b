/** Reads a paragraph, writes the names that a token-classification model in ONNX form finds. */
@NullMarked
package dev.copydesk.entity.onnx;

import org.jspecify.annotations.NullMarked;
