using Arena.Pictures;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Pictures of directions and of cosines, for the showcases.</summary>
public static class Drawings
{
    private const double Paper = 0x12 / 255.0;
    private const long Margin = 6;

    /// <summary>A colour for each of some features, <c>feature channel</c>: the first ones are far apart.</summary>
    public static Tensor Colours => tensor(new[,]
    {
        { 1, 0.36f, 0.32f }, { 1, 0.76f, 0.22f }, { 0.35f, 0.86f, 0.5f }, { 0.25f, 0.65f, 1 }, { 0.78f, 0.45f, 1 },
    });

    /// <summary>Directions in a plane as glowing lines from the middle, with a faint circle of radius 1.</summary>
    /// <param name="directions">A column each, <c>2 feature</c>.</param>
    /// <param name="colours"><c>feature channel</c>.</param>
    /// <param name="size">How many pixels wide and high the picture is.</param>
    /// <returns>From 0 to 1, <c>channel row column</c>.</returns>
    public static Tensor Star([Shape("2 feature")] Tensor directions, Tensor colours, long size)
    {
        using var scope = NewDisposeScope();
        var places = linspace(-1.3, 1.3, size);
        var (x, y) = (places.reshape(1, 1, size), -places.reshape(1, size, 1));
        var (toX, toY) = (directions[0].reshape(-1, 1, 1), directions[1].reshape(-1, 1, 1));
        var along = ((x * toX + y * toY) / (toX.square() + toY.square() + 1e-9)).clamp(0, 1);
        var distance = ((x - along * toX).square() + (y - along * toY).square()).sqrt();
        var fromTip = ((x - toX).square() + (y - toY).square()).sqrt();
        var light = Bump(distance / 0.025) + 0.3 * Bump(distance / 0.11) + Bump(fromTip / 0.07);
        var circle = 0.12 * Bump(((x.square() + y.square()).sqrt() - 1) / 0.015);
        var picture = Einsum("feature row column, feature channel -> channel row column", light, colours);
        return (picture + circle + Paper).clamp(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Numbers from 0 to 1 as colours from dark over violet and orange to nearly white.</summary>
    /// <param name="values"><c>row column</c>.</param>
    /// <param name="zoom">How many pixels a number takes, each way.</param>
    /// <returns>From 0 to 1, <c>channel row column</c>.</returns>
    public static Tensor Heat([Shape("row column")] Tensor values, long zoom)
    {
        var stops = tensor(new[,]
        {
            { 0.06f, 0.05f, 0.12f }, { 0.35f, 0.09f, 0.43f }, { 0.8f, 0.25f, 0.33f }, { 0.99f, 0.65f, 0.04f },
            { 0.99f, 0.98f, 0.8f },
        });
        var place = values.clamp(0, 1) * (stops.shape[0] - 1);
        var below = place.floor().clamp(0, stops.shape[0] - 2);
        var share = (place - below).unsqueeze(-1);
        var (from, to) = (At(below), At(below + 1));
        var colour = from * (1 - share) + to * share;
        return Repeat(
            colour, "row column channel -> channel (row down) (column right)", ("down", zoom), ("right", zoom));

        Tensor At(Tensor stop) => stops.index_select(0, stop.to(int64).flatten()).reshape(
            values.shape[0], values.shape[1], 3);
    }

    /// <summary>A whole number as a picture of its digits, in the middle of a strip.</summary>
    /// <param name="number">Not negative.</param>
    /// <param name="height">Of the strip.</param>
    /// <param name="width">Of the strip, wide enough for the digits.</param>
    /// <returns>From 0 to 1, <c>channel row column</c>.</returns>
    public static Tensor Number(int number, long height, long width)
    {
        var digits = Rearrange(
            Digits.Draw($"{number}", height: (int)height, width: (int)(2 * height / 3)).to(float32) / 255,
            "digit channel row column -> channel row (digit column)");
        var left = (width - digits.shape[2]) / 2;
        return nn.functional.pad(digits, [left, width - digits.shape[2] - left, 0, 0], value: Paper);
    }

    /// <summary>Rows of pictures of the same height each, below each other.</summary>
    /// <param name="rows">From 0 to 1, <c>channel row column</c> each.</param>
    /// <returns>Bytes, <c>channel row column</c>.</returns>
    public static Tensor Sheet(IReadOnlyList<IReadOnlyList<Tensor>> rows)
    {
        var bands = rows.Select(row => cat([.. row.Select(picture =>
            nn.functional.pad(picture, [Margin, Margin, Margin, Margin], value: Paper))], 2)).ToList();
        var width = bands.Max(band => band.shape[2]);
        var sheet = cat([.. bands.Select(band =>
            nn.functional.pad(band, [0, width - band.shape[2], 0, 0], value: Paper))], 1);
        return (255 * sheet).round().to(uint8);
    }

    private static Tensor Bump(Tensor x) => (-x.square()).exp();
}
