using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>One call each: turn a stack of drawn digits into the picture that the page shows.</summary>
public static class PicturePuzzles
{
    /// <summary>All digits side by side, in one row.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>.</param>
    /// <returns>A picture, <c>channel height digit*width</c>.</returns>
    [Exercise("0.0.1", "Digits in a row", Minutes = 5, Difficulty = 1, Importance = 3)]
    [return: Shape("channel height digit*width")]
    public static Tensor DigitsInARow([Shape("digit channel height width")] Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel height (digit width)");

    /// <summary>Two rows: the first half of the digits above, the second half below, read like a text.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>; the number of digits is even.</param>
    /// <returns>A picture, <c>channel 2*height columns*width</c>, with half as many columns as digits.</returns>
    [Exercise("0.0.2", "Two rows", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("channel 2*height columns*width")]
    public static Tensor TwoRows([Shape("digit channel height width")] Tensor digits) =>
        Rearrange(digits, "(row column) channel height width -> channel (row height) (column width)", ("row", 2));

    /// <summary>Three rows, read downwards: the first column is filled from top to bottom, then the next one.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>; the number of digits is a multiple of 3.</param>
    /// <returns>A picture, <c>channel 3*height columns*width</c>, with a third as many columns as digits.</returns>
    [Exercise("0.0.3", "Read downwards", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("channel 3*height columns*width")]
    public static Tensor ReadDownwards([Shape("digit channel height width")] Tensor digits) =>
        Rearrange(digits, "(column row) channel height width -> channel (row height) (column width)", ("row", 3));

    /// <summary>A row of digits, each mirrored on its diagonal, so that what ran down now runs to the right.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>.</param>
    /// <returns>A picture, <c>channel width digit*height</c>.</returns>
    [Exercise("0.0.4", "Lying down", Minutes = 5, Difficulty = 2, Importance = 3)]
    [return: Shape("channel width digit*height")]
    public static Tensor LyingDown([Shape("digit channel height width")] Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel width (digit height)");

    /// <summary>A row of digits for each channel, red above green above blue, as shades of grey.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>.</param>
    /// <returns>A picture without channels, <c>channel*height digit*width</c>.</returns>
    [Exercise("0.0.5", "Colours apart", Minutes = 5, Difficulty = 2, Importance = 3)]
    [return: Shape("channel*height digit*width")]
    public static Tensor ColoursApart([Shape("digit channel height width")] Tensor digits) =>
        Rearrange(digits, "digit channel height width -> (channel height) (digit width)");

    /// <summary>A row of digits, each twice as wide; and that row once more below itself.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>.</param>
    /// <returns>A picture, <c>channel 2*height digit*width*2</c>.</returns>
    [Exercise("0.0.6", "Wide and twice", Minutes = 10, Difficulty = 3, Importance = 3)]
    [return: Shape("channel 2*height digit*width*2")]
    public static Tensor WideAndTwice([Shape("digit channel height width")] Tensor digits) =>
        Repeat(
            digits, "digit channel height width -> channel (copy height) (digit width stretch)",
            ("copy", 2), ("stretch", 2));

    /// <summary>A row of digits at half size: the brightest value of each 2 × 2 block of pixels.</summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>; height and width are even.</param>
    /// <returns>A picture, <c>channel half_height digit*half_width</c>.</returns>
    [Exercise("0.0.7", "Half size", Minutes = 10, Difficulty = 3, Importance = 4)]
    [return: Shape("channel half_height digit*half_width")]
    public static Tensor HalfSize([Shape("digit channel height width")] Tensor digits) =>
        Reduce(digits, "digit channel (height 2) (width 2) -> channel height (digit width)", Reduction.Max);

    /// <summary>
    /// Two rows of digits, seen through each other as through a blind: lines of the first half of the digits and lines
    /// of the second half take turns.
    /// </summary>
    /// <param name="digits">Bytes, <c>digit channel height width</c>; the number of digits is even.</param>
    /// <returns>A picture, <c>channel height*2 columns*width</c>, with half as many columns as digits.</returns>
    [Exercise("0.0.8", "Through the blind", Minutes = 10, Difficulty = 3, Importance = 3)]
    [return: Shape("channel height*2 columns*width")]
    public static Tensor ThroughTheBlind([Shape("digit channel height width")] Tensor digits) =>
        Rearrange(digits, "(half column) channel height width -> channel (height half) (column width)", ("half", 2));
}
