using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for the picture puzzles.</summary>
[SolutionOnly]
internal static class PicturePuzzlesAnswers
{
    [WrongAnswer("0.0.1", Says = "only the shape was changed")]
    internal static Tensor OnlyChangesTheShape(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return digits.reshape(c, h, n * w);
    }

    [WrongAnswer("0.0.1", Says = "cut into columns of pixels that take turns")]
    internal static Tensor PutsTheWidthFirstInTheBracket(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel height (width digit)");

    [WrongAnswer("0.0.1", Says = "the digits stand in a column, not in a row")]
    internal static Tensor PutsOneBelowTheOther(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel (digit height) width");

    [WrongAnswer("0.0.1")]
    internal static Tensor KnowsSixDigitsOnly(Tensor digits) =>
        cat([digits[0], digits[1], digits[2], digits[3], digits[4], digits[5]], 2);

    [WrongAnswer("0.0.1")]
    internal static Tensor KnowsThreeChannelsOnly(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel height (digit width)", ("channel", 3));

    [RightAnswer("0.0.1")]
    internal static Tensor ConcatenatesTheDigits(Tensor digits) => cat([.. digits.unbind(0)], 2);

    [RightAnswer("0.0.1")]
    internal static Tensor PermutesThenFlattens(Tensor digits) => digits.permute(1, 2, 0, 3).flatten(2);

    [WrongAnswer("0.0.2", Says = "the digits run downwards first")]
    internal static Tensor FillsTheColumnsFirst(Tensor digits) =>
        Rearrange(digits, "(column row) channel height width -> channel (row height) (column width)", ("row", 2));

    [WrongAnswer("0.0.2", Says = "there are two columns, not two rows")]
    internal static Tensor MakesTwoColumns(Tensor digits) =>
        Rearrange(digits, "(row column) channel height width -> channel (row height) (column width)", ("column", 2));

    [WrongAnswer("0.0.2", Says = "only the shape was changed")]
    internal static Tensor OnlyChangesTheShapeToTwoRows(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return digits.reshape(c, 2 * h, n / 2 * w);
    }

    [WrongAnswer("0.0.2", Says = "the lines of the two rows take turns")]
    internal static Tensor PutsTheHeightFirstInTheBracket(Tensor digits) =>
        Rearrange(digits, "(row column) channel height width -> channel (height row) (column width)", ("row", 2));

    [WrongAnswer("0.0.2")]
    internal static Tensor KnowsThreeColumnsOnly(Tensor digits) =>
        Rearrange(digits, "(row column) channel height width -> channel (row height) (column width)", ("column", 3));

    [RightAnswer("0.0.2")]
    internal static Tensor StacksTheRowsOfTwoHalves(Tensor digits)
    {
        var rows = digits.chunk(2).Select(half => cat([.. half.unbind(0)], 2));
        return cat([.. rows], 1);
    }

    [RightAnswer("0.0.2")]
    internal static Tensor ViewsThenPermutes(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return digits.reshape(2, n / 2, c, h, w).permute(2, 0, 3, 1, 4).reshape(c, 2 * h, n / 2 * w);
    }

    [WrongAnswer("0.0.3", Says = "the digits are read like a text")]
    internal static Tensor ReadsLikeAText(Tensor digits) =>
        Rearrange(digits, "(row column) channel height width -> channel (row height) (column width)", ("row", 3));

    [WrongAnswer("0.0.3", Says = "there are three columns, not three rows")]
    internal static Tensor MakesThreeColumns(Tensor digits) =>
        Rearrange(digits, "(column row) channel height width -> channel (row height) (column width)", ("column", 3));

    [WrongAnswer("0.0.3", Says = "only the shape was changed")]
    internal static Tensor OnlyChangesTheShapeToThreeRows(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return digits.reshape(c, 3 * h, n / 3 * w);
    }

    [WrongAnswer("0.0.3")]
    internal static Tensor MakesTwoRowsAsBefore(Tensor digits) =>
        Rearrange(digits, "(column row) channel height width -> channel (row height) (column width)", ("row", 2));

    [RightAnswer("0.0.3")]
    internal static Tensor TakesEveryThirdDigitForARow(Tensor digits) =>
        cat([.. Enumerable.Range(0, 3).Select(row => cat([.. digits.unbind(0).Where((_, i) => i % 3 == row)], 2))], 1);

    [RightAnswer("0.0.3")]
    internal static Tensor StacksThreeThenPutsTheStacksSideBySide(Tensor digits) =>
        cat([.. digits.split(3).Select(three => cat([.. three.unbind(0)], 1))], 2);

    [WrongAnswer("0.0.4", Says = "the digits still stand upright")]
    internal static Tensor LeavesThemUpright(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel height (digit width)");

    [WrongAnswer("0.0.4", Says = "the digits are rotated, not mirrored")]
    internal static Tensor RotatesClockwise(Tensor digits) => cat([.. digits.rot90(-1, (2, 3)).unbind(0)], 2);

    [WrongAnswer("0.0.4", Says = "in reverse order along height")]
    internal static Tensor RotatesCounterclockwise(Tensor digits) => cat([.. digits.rot90(1, (2, 3)).unbind(0)], 2);

    [WrongAnswer("0.0.4", Says = "the digits lie, but in a column")]
    internal static Tensor MirrorsTheWholeRow(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel (digit width) height");

    [WrongAnswer("0.0.4", Says = "the lines of the digits take turns")]
    internal static Tensor PutsTheHeightBeforeTheDigit(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> channel width (height digit)");

    [RightAnswer("0.0.4")]
    internal static Tensor MirrorsEachDigit(Tensor digits) =>
        cat([.. digits.unbind(0).Select(digit => digit.transpose(1, 2))], 2);

    [WrongAnswer("0.0.5", Says = "the lines of the three colours take turns")]
    internal static Tensor PutsTheHeightBeforeTheChannel(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> (height channel) (digit width)");

    [WrongAnswer("0.0.5", Says = "the digits run downwards and the colours to the right")]
    internal static Tensor PutsTheColoursSideBySide(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> (digit height) (channel width)");

    [WrongAnswer("0.0.5", Says = "only the shape was changed")]
    internal static Tensor OnlyChangesTheShapeToGrey(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        return digits.reshape(c * h, n * w);
    }

    [WrongAnswer("0.0.5", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsAnAxisForTheChannel(Tensor digits) =>
        Rearrange(digits, "digit channel height width -> 1 (channel height) (digit width)");

    [WrongAnswer("0.0.5")]
    internal static Tensor NamesRedGreenAndBlue(Tensor digits) =>
        cat([.. new long[] { 0, 1, 2 }.Select(channel => cat([.. digits.select(1, channel).unbind(0)], 1))], 0);

    [RightAnswer("0.0.5")]
    internal static Tensor StacksTheRowsOfAllChannels(Tensor digits) =>
        cat([.. digits.unbind(1).Select(channel => cat([.. channel.unbind(0)], 1))], 0);

    [WrongAnswer("0.0.6", Says = "every line is doubled")]
    internal static Tensor DoublesEveryLine(Tensor digits) =>
        Repeat(
            digits, "digit channel height width -> channel (height copy) (digit width stretch)",
            ("copy", 2), ("stretch", 2));

    [WrongAnswer("0.0.6", Says = "every digit comes twice side by side")]
    internal static Tensor RepeatsEveryDigit(Tensor digits) =>
        Repeat(
            digits, "digit channel height width -> channel (copy height) (digit stretch width)",
            ("copy", 2), ("stretch", 2));

    [WrongAnswer("0.0.6", Says = "the whole row comes twice side by side")]
    internal static Tensor RepeatsTheRowToTheRight(Tensor digits) =>
        Repeat(
            digits, "digit channel height width -> channel (copy height) (stretch digit width)",
            ("copy", 2), ("stretch", 2));

    [WrongAnswer("0.0.6")]
    internal static Tensor ForgetsTheSecondRow(Tensor digits) =>
        Repeat(digits, "digit channel height width -> channel height (digit width stretch)", ("stretch", 2));

    [RightAnswer("0.0.6")]
    internal static Tensor InterleavesThenConcatenates(Tensor digits)
    {
        var row = cat([.. digits.unbind(0)], 2).repeat_interleave(2, dim: 2);
        return cat([row, row], 1);
    }

    [RightAnswer("0.0.6")]
    internal static Tensor PicksEveryColumnTwice(Tensor digits)
    {
        var row = cat([.. digits.unbind(0)], 2);
        var columns = arange(2 * row.shape[2]).div(2, RoundingMode.floor).to(int64);
        return row.index_select(2, columns).repeat(1, 2, 1);
    }

    [WrongAnswer("0.0.7", Says = "the darkest value of each block was taken")]
    internal static Tensor TakesTheDarkest(Tensor digits) =>
        Reduce(digits, "digit channel (height 2) (width 2) -> channel height (digit width)", Reduction.Min);

    [WrongAnswer("0.0.7", Says = "the average of each block was taken")]
    internal static Tensor AveragesEachBlock(Tensor digits) =>
        Reduce(
            digits.to(float32), "digit channel (height 2) (width 2) -> channel height (digit width)", Reduction.Mean)
            .to(ScalarType.Byte);

    [WrongAnswer("0.0.7", Says = "one pixel of each block was taken")]
    internal static Tensor SkipsEverySecondPixel(Tensor digits)
    {
        var row = cat([.. digits.unbind(0)], 2);
        return row.slice(1, 0, row.shape[1], 2).slice(2, 0, row.shape[2], 2);
    }

    [WrongAnswer("0.0.7", Says = "the blocks are not of neighbouring pixels")]
    internal static Tensor PutsTheTwoFirst(Tensor digits) =>
        Reduce(digits, "digit channel (2 height) (2 width) -> channel height (digit width)", Reduction.Max);

    [WrongAnswer("0.0.7", Says = "The values are the same all along channel")]
    internal static Tensor TakesTheBrightestOfAllChannels(Tensor digits) =>
        Repeat(
            Reduce(digits, "digit channel (height 2) (width 2) -> height (digit width)", Reduction.Max),
            "height width -> channel height width", ("channel", digits.shape[1]));

    [WrongAnswer("0.0.7", Says = "But for the dtype, the values are right")]
    internal static Tensor ReturnsFloats(Tensor digits) =>
        cat([.. nn.functional.max_pool2d(digits.to(float32), 2).unbind(0)], 2);

    [RightAnswer("0.0.7")]
    internal static Tensor PoolsAsFloats(Tensor digits) =>
        cat([.. nn.functional.max_pool2d(digits.to(float32), 2).to(ScalarType.Byte).unbind(0)], 2);

    [RightAnswer("0.0.7")]
    internal static Tensor TakesTheLargerOfNeighboursTwice(Tensor digits)
    {
        var row = cat([.. digits.unbind(0)], 2);
        var half = row.slice(1, 0, row.shape[1], 2).maximum(row.slice(1, 1, row.shape[1], 2));
        return half.slice(2, 0, row.shape[2], 2).maximum(half.slice(2, 1, row.shape[2], 2));
    }

    [WrongAnswer("0.0.8", Says = "one row of digits stands above the other")]
    internal static Tensor PutsOneRowAboveTheOther(Tensor digits) =>
        Rearrange(digits, "(half column) channel height width -> channel (half height) (column width)", ("half", 2));

    [WrongAnswer("0.0.8", Says = "neighbouring digits are seen through each other")]
    internal static Tensor PairsNeighbours(Tensor digits) =>
        Rearrange(digits, "(column half) channel height width -> channel (height half) (column width)", ("half", 2));

    [WrongAnswer("0.0.8", Says = "the second half of the digits begins")]
    internal static Tensor BeginsWithTheSecondHalf(Tensor digits) =>
        Rearrange(
            digits.roll(digits.shape[0] / 2, 0),
            "(half column) channel height width -> channel (height half) (column width)", ("half", 2));

    [WrongAnswer("0.0.8", Says = "in another order along width")]
    internal static Tensor MixesTheColumnsAsWell(Tensor digits) =>
        Rearrange(digits, "(half column) channel height width -> channel (height half) (width column)", ("half", 2));

    [RightAnswer("0.0.8")]
    internal static Tensor StacksLineByLine(Tensor digits)
    {
        var rows = digits.chunk(2).Select(half => cat([.. half.unbind(0)], 2)).ToArray();
        return stack(rows, 2).flatten(1, 2);
    }

    [RightAnswer("0.0.8")]
    internal static Tensor WritesEverySecondLine(Tensor digits)
    {
        var (n, c, h, w) = Sizes(digits);
        var picture = zeros_like(digits).reshape(c, 2 * h, n / 2 * w);
        for (var digit = 0; digit < n; digit++)
            picture
                .slice(1, digit < n / 2 ? 0 : 1, 2 * h, 2)
                .narrow(2, digit % (n / 2) * w, w)
                .copy_(digits[digit]);
        return picture;
    }

    private static (long Digits, long Channels, long Height, long Width) Sizes(Tensor digits) =>
        (digits.shape[0], digits.shape[1], digits.shape[2], digits.shape[3]);
}
