using Arena.Pictures;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class PicturePuzzlesTests
{
    [ExerciseFact("0.0.1")]
    public void DigitsInARow() => MatchesThePage("0.0.1", PicturePuzzles.DigitsInARow, RowMistakes);

    [ExerciseTheory("0.0.1")]
    [InlineData(1, 3, 4, 6, false)]
    [InlineData(5, 1, 7, 3, false)]
    [InlineData(4, 2, 3, 5, true)]
    public void DigitsInARowOfAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels("0.0.1", PicturePuzzles.DigitsInARow, RowMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.2")]
    public void TwoRows() => MatchesThePage("0.0.2", PicturePuzzles.TwoRows, TwoRowsMistakes);

    [ExerciseTheory("0.0.2")]
    [InlineData(2, 3, 4, 6, false)]
    [InlineData(10, 1, 7, 3, false)]
    [InlineData(6, 2, 3, 5, true)]
    public void TwoRowsOfAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels("0.0.2", PicturePuzzles.TwoRows, TwoRowsMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.3")]
    public void ReadDownwards() => MatchesThePage("0.0.3", PicturePuzzles.ReadDownwards, ReadDownwardsMistakes);

    [ExerciseTheory("0.0.3")]
    [InlineData(3, 3, 4, 6, false)]
    [InlineData(12, 1, 7, 3, false)]
    [InlineData(6, 2, 3, 5, true)]
    public void ReadDownwardsAtAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels(
            "0.0.3", PicturePuzzles.ReadDownwards, ReadDownwardsMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.4")]
    public void LyingDown() => MatchesThePage("0.0.4", PicturePuzzles.LyingDown, LyingDownMistakes);

    [ExerciseTheory("0.0.4")]
    [InlineData(1, 3, 4, 6, false)]
    [InlineData(5, 1, 7, 3, false)]
    [InlineData(4, 2, 3, 5, true)]
    public void LyingDownAtAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels("0.0.4", PicturePuzzles.LyingDown, LyingDownMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.5")]
    public void ColoursApart() => MatchesThePage("0.0.5", PicturePuzzles.ColoursApart, ColoursApartMistakes);

    [ExerciseTheory("0.0.5")]
    [InlineData(1, 3, 4, 6, false)]
    [InlineData(5, 1, 7, 3, false)]
    [InlineData(4, 2, 3, 5, true)]
    public void ColoursApartAtAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels(
            "0.0.5", PicturePuzzles.ColoursApart, ColoursApartMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.6")]
    public void WideAndTwice() => MatchesThePage("0.0.6", PicturePuzzles.WideAndTwice, WideAndTwiceMistakes);

    [ExerciseTheory("0.0.6")]
    [InlineData(1, 3, 4, 6, false)]
    [InlineData(5, 1, 7, 3, false)]
    [InlineData(4, 2, 3, 5, true)]
    public void WideAndTwiceAtAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels(
            "0.0.6", PicturePuzzles.WideAndTwice, WideAndTwiceMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.7")]
    public void HalfSize() => MatchesThePage("0.0.7", PicturePuzzles.HalfSize, HalfSizeMistakes);

    [ExerciseTheory("0.0.7")]
    [InlineData(1, 3, 4, 6, false)]
    [InlineData(5, 1, 10, 2, false)]
    [InlineData(4, 2, 2, 6, true)]
    public void HalfSizeFromAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels("0.0.7", PicturePuzzles.HalfSize, HalfSizeMistakes, (digits, channels, height, width), view);

    [ExerciseFact("0.0.8")]
    public void ThroughTheBlind() => MatchesThePage("0.0.8", PicturePuzzles.ThroughTheBlind, ThroughTheBlindMistakes);

    [ExerciseTheory("0.0.8")]
    [InlineData(2, 3, 4, 6, false)]
    [InlineData(10, 1, 7, 3, false)]
    [InlineData(6, 2, 3, 5, true)]
    public void ThroughTheBlindAtAnySize(int digits, int channels, int height, int width, bool view) =>
        MatchesPixels(
            "0.0.8", PicturePuzzles.ThroughTheBlind, ThroughTheBlindMistakes, (digits, channels, height, width), view);

    private static void MatchesThePage(
        string exercise, Func<Tensor, Tensor> puzzle, Func<Tensor, IEnumerable<(string, Tensor)>> mistakes)
    {
        var digits = Digits.Draw();
        using var unchanged = Inputs.MustStayUnchanged(digits);
        puzzle(digits).Should().MatchPicture(PuzzleTargets.ById[exercise](digits), exercise, mistakes(digits));
    }

    // Random bytes: no two pixels are alike by chance of the drawing, as in the empty corners of every digit.
    private static void MatchesPixels(
        string exercise, Func<Tensor, Tensor> puzzle, Func<Tensor, IEnumerable<(string, Tensor)>> mistakes,
        (int Digits, int Channels, int Height, int Width) size, bool view)
    {
        var digits = Some.Indices(view, 256, size.Digits, size.Channels, size.Height, size.Width).to(ScalarType.Byte);
        if (view) digits = Some.AsView(digits);
        using var unchanged = Inputs.MustStayUnchanged(digits);
        var wanted = PuzzleTargets.ById[exercise](digits);
        puzzle(digits).Should().BeCloseTo(
            wanted, axes: wanted.dim() == 3 ? "channel height width" : "height width", tolerance: 0,
            mistakes: mistakes(digits));
    }

    private static IEnumerable<(string, Tensor)> RowMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return
        [
            ("only the shape was changed, but the axes have to change places too", digits.reshape(c, h, n * w)),
            ("the digits are cut into columns of pixels that take turns: in a bracket, the axis that changes slowly is first",
                digits.permute(1, 2, 3, 0).reshape(c, h, w * n)),
            ("the digits stand in a column, not in a row", digits.permute(1, 0, 2, 3).reshape(c, n * h, w)),
        ];
    }

    private static IEnumerable<(string, Tensor)> TwoRowsMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return
        [
            ("the digits run downwards first; here they are read like a text",
                digits.reshape(n / 2, 2, c, h, w).permute(2, 1, 3, 0, 4).reshape(c, 2 * h, n / 2 * w)),
            ("the lines of the two rows take turns: in a bracket, the axis that changes slowly is first",
                digits.reshape(2, n / 2, c, h, w).permute(2, 3, 0, 1, 4).reshape(c, h * 2, n / 2 * w)),
            ("there are two columns, not two rows",
                digits.reshape(n / 2, 2, c, h, w).permute(2, 0, 3, 1, 4).reshape(c, n / 2 * h, 2 * w)),
            ("only the shape was changed, but the axes have to change places too", digits.reshape(c, 2 * h, n / 2 * w)),
        ];
    }

    private static IEnumerable<(string, Tensor)> ReadDownwardsMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return
        [
            ("the digits are read like a text; here the first column is filled first",
                digits.reshape(3, n / 3, c, h, w).permute(2, 0, 3, 1, 4).reshape(c, 3 * h, n / 3 * w)),
            ("there are three columns, not three rows",
                digits.reshape(3, n / 3, c, h, w).permute(2, 1, 3, 0, 4).reshape(c, n / 3 * h, 3 * w)),
            ("only the shape was changed, but the axes have to change places too", digits.reshape(c, 3 * h, n / 3 * w)),
        ];
    }

    private static IEnumerable<(string, Tensor)> LyingDownMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return
        [
            ("the digits still stand upright", digits.permute(1, 2, 0, 3).reshape(c, h, n * w)),
            ("the digits lie, but in a column, not in a row", digits.permute(1, 0, 3, 2).reshape(c, n * w, h)),
            ("the digits are rotated, not mirrored on the diagonal",
                digits.flip(2).permute(1, 3, 0, 2).reshape(c, w, n * h)),
            ("the lines of the digits take turns: in a bracket, the axis that changes slowly is first",
                digits.permute(1, 3, 2, 0).reshape(c, w, h * n)),
        ];
    }

    private static IEnumerable<(string, Tensor)> ColoursApartMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return
        [
            ("the lines of the three colours take turns: in a bracket, the axis that changes slowly is first",
                digits.permute(2, 1, 0, 3).reshape(h * c, n * w)),
            ("the digits run downwards and the colours to the right; here it is the other way round",
                digits.permute(0, 2, 1, 3).reshape(n * h, c * w)),
            ("only the shape was changed, but the axes have to change places too", digits.reshape(c * h, n * w)),
        ];
    }

    private static IEnumerable<(string, Tensor)> WideAndTwiceMistakes(Tensor digits)
    {
        var (_, c, h, _) = Sizes(digits);
        var row = digits.permute(1, 2, 0, 3);
        var wide = row.repeat_interleave(2, dim: 3).reshape(c, h, -1);
        return
        [
            ("every line is doubled, which makes the digits tall; the row of digits should come twice",
                wide.repeat_interleave(2, dim: 1)),
            ("every digit comes twice side by side; each pixel should be twice as wide",
                cat([row, row], 3).reshape(c, h, -1).repeat(1, 2, 1)),
            ("the whole row comes twice side by side; each pixel should be twice as wide",
                row.reshape(c, h, -1).repeat(1, 2, 2)),
        ];
    }

    private static IEnumerable<(string, Tensor)> HalfSizeMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        var blocks = digits.reshape(n, c, h / 2, 2, w / 2, 2);
        return
        [
            ("the darkest value of each block was taken, not the brightest", Row(blocks.amin([3, 5]))),
            ("one pixel of each block was taken; it should be the brightest of the four",
                Row(blocks.select(5, 0).select(3, 0))),
            ("the blocks are not of neighbouring pixels: in a bracket, the axis that changes slowly is first",
                Row(digits.reshape(n, c, 2, h / 2, 2, w / 2).amax([2, 4]))),
            ("the average of each block was taken, not the brightest",
                Row(blocks.to(float32).mean([3, 5]).to(ScalarType.Byte))),
        ];

        Tensor Row(Tensor small) => small.permute(1, 2, 0, 3).reshape(c, h / 2, n * w / 2);
    }

    private static IEnumerable<(string, Tensor)> ThroughTheBlindMistakes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        var halves = digits.reshape(2, n / 2, c, h, w);
        return
        [
            ("one row of digits stands above the other; their lines should take turns",
                halves.permute(2, 0, 3, 1, 4).reshape(c, 2 * h, n / 2 * w)),
            ("neighbouring digits are seen through each other; it should be the first half and the second half of them",
                digits.reshape(n / 2, 2, c, h, w).permute(2, 3, 1, 0, 4).reshape(c, h * 2, n / 2 * w)),
            ("the second half of the digits begins; the first half should",
                halves.flip(0).permute(2, 3, 0, 1, 4).reshape(c, h * 2, n / 2 * w)),
        ];
    }

    private static (long Digits, long Channels, long Height, long Width) Sizes(Tensor digits) =>
        (digits.shape[0], digits.shape[1], digits.shape[2], digits.shape[3]);
}
