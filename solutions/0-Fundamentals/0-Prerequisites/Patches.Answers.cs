using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for patches and shuffled pixels.</summary>
[SolutionOnly]
internal static class PatchesAnswers
{
    [WrongAnswer("0.0.36", Says = "each patch has channel after channel")]
    internal static Tensor LaysChannelAfterChannel(Tensor images, long size) =>
        Rearrange(
            images, "batch channel (row y) (column x) -> batch (row column) (channel y x)", ("y", size), ("x", size));

    [WrongAnswer("0.0.36", Says = "the patches run downwards")]
    internal static Tensor LetsPatchesRunDownwards(Tensor images, long size) =>
        Rearrange(
            images, "batch channel (row y) (column x) -> batch (column row) (y x channel)", ("y", size), ("x", size));

    [WrongAnswer("0.0.36", Says = "the pixels of a patch run downwards")]
    internal static Tensor LetsPixelsRunDownwards(Tensor images, long size) =>
        Rearrange(
            images, "batch channel (row y) (column x) -> batch (row column) (x y channel)", ("y", size), ("x", size));

    [WrongAnswer("0.0.36", Says = "a patch is made of pixels far apart")]
    internal static Tensor TakesPixelsFarApart(Tensor images, long size) =>
        Rearrange(
            images, "batch channel (y row) (x column) -> batch (row column) (y x channel)", ("y", size), ("x", size));

    [WrongAnswer("0.0.36", Says = "only the shape was changed")]
    internal static Tensor CutsMemoryInsteadOfImages(Tensor images, long size) =>
        images.reshape(images.shape[0], images.shape[2] / size * (images.shape[3] / size), -1);

    // Right where an image has as many patches in a row as a patch has pixels.
    [WrongAnswer("0.0.36", Says = "The shape is")]
    internal static Tensor CutsSizePatchesInsteadOfPatchesOfThatSize(Tensor images, long size) =>
        Rearrange(
            images, "batch channel (row y) (column x) -> batch (row column) (y x channel)",
            ("row", size), ("column", size));

    [WrongAnswer("0.0.36", Says = "The shape is")]
    internal static Tensor MakesPatchesOfOneChannelEach(Tensor images, long size) =>
        Rearrange(
            images, "batch channel (row y) (column x) -> batch (row column channel) (y x)", ("y", size), ("x", size));

    [WrongAnswer("0.0.36")]
    internal static Tensor CutsStripes(Tensor images, long size) =>
        Rearrange(images, "batch channel (row y) width -> batch row (y width channel)", ("y", size));

    [RightAnswer("0.0.36")]
    internal static Tensor UnfoldsHeightAndWidth(Tensor images, long size) =>
        images.unfold(2, size, size).unfold(3, size, size).permute(0, 2, 3, 4, 5, 1).flatten(3).flatten(1, 2);

    [RightAnswer("0.0.36")]
    internal static Tensor LoopsOverPixelsOfAPatch(Tensor images, long size)
    {
        var pixels = new List<Tensor>();
        for (var y = 0L; y < size; y++)
            for (var x = 0L; x < size; x++)
                pixels.Add(images.slice(2, y, images.shape[2], size).slice(3, x, images.shape[3], size).flatten(2));
        return stack(pixels, 1).permute(0, 3, 1, 2).flatten(2);
    }

    [WrongAnswer("0.0.37", Says = "each patch was read channel after channel")]
    internal static Tensor ReadsChannelAfterChannel(Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (row column) (channel y x) -> batch channel (row y) (column x)",
            ("row", rows), ("y", size), ("x", size));

    [WrongAnswer("0.0.37", Says = "the patches were laid downwards")]
    internal static Tensor LaysPatchesDownwards(Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (column row) (y x channel) -> batch channel (row y) (column x)",
            ("row", rows), ("y", size), ("x", size));

    [WrongAnswer("0.0.37", Says = "the lines of the patches take turns")]
    internal static Tensor LetsLinesTakeTurns(Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (row column) (y x channel) -> batch channel (y row) (x column)",
            ("row", rows), ("y", size), ("x", size));

    [WrongAnswer("0.0.37", Says = "the pixels of each patch were laid downwards")]
    internal static Tensor LaysPixelsDownwards(Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (row column) (x y channel) -> batch channel (row y) (column x)",
            ("row", rows), ("y", size), ("x", size));

    [WrongAnswer("0.0.37", Says = "only the shape was changed")]
    internal static Tensor ReshapesPatches(Tensor patches, long size, long rows) =>
        patches.reshape(
            patches.shape[0], patches.shape[2] / size / size, rows * size, patches.shape[1] / rows * size);

    [WrongAnswer("0.0.37", Says = "The shape is")]
    internal static Tensor TakesRowsForColumns(Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (row column) (y x channel) -> batch channel (row y) (column x)",
            ("column", rows), ("y", size), ("x", size));

    [WrongAnswer("0.0.37")]
    internal static Tensor AssumesSquareImages(Tensor patches, long size, long rows) =>
        Rearrange(
            patches, "batch (row column) (y x channel) -> batch channel (row y) (column x)",
            ("row", rows), ("column", rows), ("y", size), ("x", size));

    [RightAnswer("0.0.37")]
    internal static Tensor PastesPatchByPatch(Tensor patches, long size, long rows)
    {
        var (batch, columns, channels) = (patches.shape[0], patches.shape[1] / rows, patches.shape[2] / size / size);
        var images = zeros(batch, channels, rows * size, columns * size, dtype: patches.dtype);
        for (var patch = 0L; patch < patches.shape[1]; patch++)
        {
            var (row, column) = (patch / columns, patch % columns);
            images.narrow(2, row * size, size).narrow(3, column * size, size)
                .copy_(patches[.., patch].reshape(batch, size, size, channels).permute(0, 3, 1, 2));
        }
        return images;
    }

    [RightAnswer("0.0.37")]
    internal static Tensor ReshapesAndPermutes(Tensor patches, long size, long rows) =>
        patches.reshape(patches.shape[0], rows, patches.shape[1] / rows, size, size, -1)
            .permute(0, 5, 1, 3, 2, 4).flatten(4).flatten(2, 3);

    [WrongAnswer("0.0.38", Says = "the blocks are filled downwards")]
    internal static Tensor FillsBlocksDownwards(Tensor x, long factor) =>
        Rearrange(
            x, "batch (channel right down) height width -> batch channel (height down) (width right)",
            ("down", factor), ("right", factor));

    [WrongAnswer("0.0.38", Says = "the channels of the result take turns in the input")]
    internal static Tensor LetsChannelsTakeTurns(Tensor x, long factor) =>
        Rearrange(
            x, "batch (down right channel) height width -> batch channel (height down) (width right)",
            ("down", factor), ("right", factor));

    [WrongAnswer("0.0.38", Says = "small images stand side by side")]
    internal static Tensor TilesSmallImages(Tensor x, long factor) =>
        Rearrange(
            x, "batch (channel down right) height width -> batch channel (down height) (right width)",
            ("down", factor), ("right", factor));

    [WrongAnswer("0.0.38", Says = "only the shape was changed")]
    internal static Tensor ReshapesChannels(Tensor x, long factor) =>
        x.reshape(x.shape[0], x.shape[1] / factor / factor, x.shape[2] * factor, x.shape[3] * factor);

    [WrongAnswer("0.0.38")]
    internal static Tensor KnowsOnlyFactorTwo(Tensor x, long factor) => nn.functional.pixel_shuffle(x, 2);

    // Every block is one colour: as large, but no sharper.
    [WrongAnswer("0.0.38")]
    internal static Tensor StretchesTheFirstChannelOfEach(Tensor x, long factor) =>
        Repeat(
            x.slice(1, 0, x.shape[1], factor * factor),
            "batch channel height width -> batch channel (height down) (width right)",
            ("down", factor), ("right", factor));

    [WrongAnswer("0.0.38", Says = "The shape is")]
    internal static Tensor SplitsTheChannelsByOneFactor(Tensor x, long factor) =>
        Rearrange(
            x, "batch (channel down) height width -> batch channel (height down) width", ("down", factor));

    [RightAnswer("0.0.38")]
    internal static Tensor FillsOnePlaceOfAllBlocksAtATime(Tensor x, long factor)
    {
        var larger = empty(
            x.shape[0], x.shape[1] / factor / factor, x.shape[2] * factor, x.shape[3] * factor, dtype: x.dtype);
        for (var down = 0L; down < factor; down++)
            for (var right = 0L; right < factor; right++)
                larger.slice(2, down, larger.shape[2], factor).slice(3, right, larger.shape[3], factor)
                    .copy_(x.slice(1, down * factor + right, x.shape[1], factor * factor));
        return larger;
    }

    [RightAnswer("0.0.38")]
    internal static Tensor SplitsPermutesAndMerges(Tensor x, long factor) =>
        x.reshape(x.shape[0], -1, factor, factor, x.shape[2], x.shape[3])
            .permute(0, 1, 4, 2, 5, 3).flatten(4).flatten(2, 3);
}
