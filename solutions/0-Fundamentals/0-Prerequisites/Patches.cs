using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Images as sequences of small squares, and pixels made of channels.</summary>
public static class Patches
{
    /// <summary>Cuts images into square patches, each laid out flat.</summary>
    /// <param name="images">
    /// <c>batch channel height width</c>; height and width are multiples of <paramref name="size"/>.
    /// </param>
    /// <param name="size">Rows, and columns, of a patch.</param>
    /// <returns>
    /// <c>batch patch size*size*channel</c>: patches in reading order, and in a patch its pixels in reading order, the
    /// channels of a pixel next to each other.
    /// </returns>
    /// <remarks>Dosovitskiy et al., "An Image is Worth 16x16 Words", 2020.</remarks>
    [Exercise("0.0.36", "Image to patches", Minutes = 10, Difficulty = 3, Importance = 4)]
    [return: Shape("batch patch d_patch")]
    public static Tensor ToPatches([Shape("batch channel height width")] Tensor images, long size) =>
        Rearrange(
            images, "batch channel (row y) (column x) -> batch (row column) (y x channel)", ("y", size), ("x", size));

    /// <summary>Puts patches together again.</summary>
    /// <param name="patches"><c>batch patch size*size*channel</c>, as <see cref="ToPatches"/> lays them out.</param>
    /// <param name="size">Rows, and columns, of a patch.</param>
    /// <param name="rows">How many rows of patches an image has.</param>
    /// <returns><c>batch channel height width</c>.</returns>
    [Exercise("0.0.37", "Patches to image", Minutes = 10, Difficulty = 3, Importance = 3)]
    [return: Shape("batch channel height width")]
    public static Tensor FromPatches([Shape("batch patch d_patch")] Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (row column) (y x channel) -> batch channel (row y) (column x)",
            ("row", rows), ("y", size), ("x", size));

    /// <summary>Makes an image larger from its own channels: each pixel's channels become a block of pixels.</summary>
    /// <param name="x"><c>batch channel*factor*factor height width</c>.</param>
    /// <param name="factor">How many times taller and wider the result is.</param>
    /// <returns>
    /// <c>batch channel height*factor width*factor</c>: the first <c>factor*factor</c> channels, in reading order, are
    /// the blocks of the first channel of the result.
    /// </returns>
    /// <remarks>Shi et al., "Real-Time Single Image and Video Super-Resolution …", 2016.</remarks>
    [Exercise("0.0.38", "Pixel shuffle", Minutes = 10, Difficulty = 3, Importance = 3)]
    [return: Shape("batch channel tall wide")]
    public static Tensor PixelShuffle([Shape("batch channels height width")] Tensor x, long factor) =>
        Rearrange(
            x, "batch (channel down right) height width -> batch channel (height down) (width right)",
            ("down", factor), ("right", factor));
}
