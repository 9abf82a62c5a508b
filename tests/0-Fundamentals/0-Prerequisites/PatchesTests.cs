using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class PatchesTests
{
    [ExerciseTheory("0.0.36")]
    [InlineData(2, 3, 2, 2, 2, false)]
    [InlineData(1, 1, 3, 1, 2, false)]
    [InlineData(3, 3, 2, 3, 1, false)]
    [InlineData(2, 2, 2, 4, 3, true)]
    public void ImagesAreCutIntoPatches(long batch, long channels, long rows, long columns, long size, bool view)
    {
        var images = Some.Numbers(view, batch, channels, rows * size, columns * size);
        using var unchanged = Inputs.MustStayUnchanged(images);
        var split = images.reshape(batch, channels, rows, size, columns, size);
        Patches.ToPatches(images, size).Should().BeCloseTo(
            Cut(images, size), axes: "batch patch d_patch", tolerance: 0, mistakes:
        [
            ("each patch has channel after channel; the channels of a pixel should be next to each other",
                split.permute(0, 2, 4, 1, 3, 5).reshape(batch, rows * columns, -1)),
            ("the patches run downwards; they should be in reading order",
                split.permute(0, 4, 2, 3, 5, 1).reshape(batch, rows * columns, -1)),
            ("the pixels of a patch run downwards; they should be in reading order",
                split.permute(0, 2, 4, 5, 3, 1).reshape(batch, rows * columns, -1)),
            ("a patch is made of pixels far apart: in a bracket, the axis that changes slowly is first",
                images.reshape(batch, channels, size, rows, size, columns).permute(0, 3, 5, 2, 4, 1).reshape(batch, rows * columns, -1)),
            ("only the shape was changed", images.reshape(batch, rows * columns, -1)),
        ]);
    }

    [ExerciseTheory("0.0.37")]
    [InlineData(2, 3, 2, 2, 2, false)]
    [InlineData(1, 1, 3, 1, 2, false)]
    [InlineData(3, 3, 2, 3, 1, false)]
    [InlineData(2, 2, 2, 4, 3, true)]
    public void PatchesBecomeImages(long batch, long channels, long rows, long columns, long size, bool view)
    {
        var images = Some.Numbers(false, batch, channels, rows * size, columns * size);
        var patches = view ? Some.AsView(Cut(images, size)) : Cut(images, size);
        using var unchanged = Inputs.MustStayUnchanged(patches);
        Patches.FromPatches(patches, size, rows).Should().BeCloseTo(
            images, axes: "batch channel height width", tolerance: 0, mistakes:
        [
            ("each patch was read channel after channel; the channels of a pixel are next to each other",
                patches.reshape(batch, rows, columns, channels, size, size).permute(0, 3, 1, 4, 2, 5).reshape(images.shape)),
            ("the patches were laid downwards; they are in reading order",
                patches.reshape(batch, columns, rows, size, size, channels).permute(0, 5, 2, 3, 1, 4).reshape(images.shape)),
            ("the pixels of each patch were laid downwards; they are in reading order",
                patches.reshape(batch, rows, columns, size, size, channels).permute(0, 5, 1, 4, 2, 3).reshape(images.shape)),
            ("the lines of the patches take turns: in a bracket, the axis that changes slowly is first",
                patches.reshape(batch, rows, columns, size, size, channels).permute(0, 5, 3, 1, 4, 2).reshape(images.shape)),
            ("only the shape was changed", patches.reshape(images.shape)),
        ]);
    }

    [ExerciseTheory("0.0.38")]
    [InlineData(2, 3, 2, 2, 2, false)]
    [InlineData(1, 1, 3, 1, 3, false)]
    [InlineData(3, 4, 2, 3, 1, false)]
    [InlineData(2, 2, 3, 4, 2, true)]
    public void ChannelsBecomePixels(long batch, long channels, long height, long width, long factor, bool view)
    {
        var x = Some.Numbers(view, batch, channels * factor * factor, height, width);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = nn.functional.pixel_shuffle(x, factor);
        Patches.PixelShuffle(x, factor).Should().BeCloseTo(
            wanted, axes: "batch channel height width", tolerance: 0, mistakes:
        [
            ("the blocks are filled downwards; they should be in reading order",
                x.reshape(batch, channels, factor, factor, height, width).permute(0, 1, 4, 3, 5, 2).reshape(wanted.shape)),
            ("the channels of the result take turns in the input; each should be a run of neighbours",
                x.reshape(batch, factor, factor, channels, height, width).permute(0, 3, 4, 1, 5, 2).reshape(wanted.shape)),
            ("small images stand side by side; their pixels should take turns",
                x.reshape(batch, channels, factor, factor, height, width).permute(0, 1, 2, 4, 3, 5).reshape(wanted.shape)),
            ("only the shape was changed", x.reshape(wanted.shape)),
        ]);
    }

    private static Tensor Cut(Tensor images, long size)
    {
        var patches = new List<Tensor>();
        for (var top = 0L; top < images.shape[2]; top += size)
            for (var left = 0L; left < images.shape[3]; left += size)
                patches.Add(images.narrow(2, top, size).narrow(3, left, size).permute(0, 2, 3, 1).flatten(1));
        return stack(patches, 1);
    }
}
