using Arena.Pictures;
using Arena.Training;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What this section's code makes, to look at: <c>./arena show 0.0</c>.</summary>
public static class Showcases
{
    private const int Margin = 24;
    private const byte Paper = 0x12;

    /// <summary>All picture puzzles, as solved here, on one sheet.</summary>
    [Showcase("0.0.digits", "Eight picture puzzles on one sheet")]
    public static void Puzzles(Showcase show)
    {
        var digits = Digits.Draw("012345");
        Tensor[] solved =
        [
            PicturePuzzles.DigitsInARow(digits), PicturePuzzles.TwoRows(digits), PicturePuzzles.ReadDownwards(digits),
            PicturePuzzles.LyingDown(digits), PicturePuzzles.ColoursApart(digits), PicturePuzzles.WideAndTwice(digits),
            PicturePuzzles.HalfSize(Digits.Draw("0123456789", height: 96, width: 64)),
            PicturePuzzles.ThroughTheBlind(digits),
        ];
        show.Save(Sheet(
        [
            [solved[0], solved[6]], [solved[1], solved[2], solved[3]], [solved[4], solved[7]], [solved[5]],
        ]), "sheet");
    }

    // Rows of pictures below each other, each in the middle of its place.
    private static Tensor Sheet(Tensor[][] rows)
    {
        var bands = rows.Select(row =>
        {
            var height = row.Max(picture => picture.shape[^2]);
            var gap = full([3, height, Margin], Paper, dtype: ScalarType.Byte);
            var pieces = row.SelectMany(picture => new[] { gap, Centred(InColour(picture), height, picture.shape[^1]) });
            return cat([.. pieces.Skip(1)], 2);
        }).ToArray();
        var width = bands.Max(band => band.shape[2]) + 2 * Margin;
        return cat([.. bands.Select(band => Centred(band, band.shape[1] + 2 * Margin, width))], 1);
    }

    private static Tensor InColour(Tensor picture) =>
        picture.dim() == 3 ? picture : Repeat(picture, "height width -> channel height width", ("channel", 3));

    private static Tensor Centred(Tensor picture, long height, long width)
    {
        var sheet = full([3, height, width], Paper, dtype: ScalarType.Byte);
        var (top, left) = ((height - picture.shape[1]) / 2, (width - picture.shape[2]) / 2);
        sheet.narrow(1, top, picture.shape[1]).narrow(2, left, picture.shape[2]).copy_(picture);
        return sheet;
    }
}
