using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Taking values out of a tensor by their positions, which are themselves in a tensor.</summary>
public static class Picking
{
    /// <summary>What the products in a basket cost together.</summary>
    /// <param name="prices"><c>product</c>.</param>
    /// <param name="basket">Which product each item is, whole numbers, <c>item</c>; products can repeat.</param>
    /// <returns>A single number, without axes; 0 for an empty basket.</returns>
    [Exercise("0.0.16", "Price of a basket", Minutes = 5, Difficulty = 1, Importance = 3)]
    [return: Shape("")]
    public static Tensor BasketPrice([Shape("product")] Tensor prices, [Shape("item")] Tensor basket)
    {
        throw new NotImplementedException("0.0.16 Price of a basket");
    }

    /// <summary>From each row, the values at the columns that the same row of another tensor names.</summary>
    /// <param name="x"><c>row column</c>.</param>
    /// <param name="columns">Whole numbers, <c>row pick</c>.</param>
    /// <returns>
    /// <c>row pick</c>: in row r and pick p the value of <paramref name="x"/> in row r, column <c>columns[r, p]</c>.
    /// </returns>
    [Exercise("0.0.17", "Gather along rows", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("row pick")]
    public static Tensor GatherFromRows([Shape("row column")] Tensor x, [Shape("row pick")] Tensor columns)
    {
        throw new NotImplementedException("0.0.17 Gather along rows");
    }

    /// <summary>What the basket of every day costs, at the prices of that day.</summary>
    /// <param name="prices"><c>day product</c>.</param>
    /// <param name="baskets">Which product each item is, whole numbers, <c>day item</c>.</param>
    /// <returns><c>day</c>.</returns>
    [Exercise("0.0.18", "Price of every day's basket", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("day")]
    public static Tensor BasketPrices([Shape("day product")] Tensor prices, [Shape("day item")] Tensor baskets)
    {
        throw new NotImplementedException("0.0.18 Price of every day's basket");
    }

    /// <summary>The values of a map at some points.</summary>
    /// <param name="map"><c>row column</c>.</param>
    /// <param name="points">Row and column of each point, whole numbers, <c>point 2</c>.</param>
    /// <returns><c>point</c>.</returns>
    [Exercise("0.0.19", "Values at points", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("point")]
    public static Tensor ValuesAt([Shape("row column")] Tensor map, [Shape("point 2")] Tensor points)
    {
        throw new NotImplementedException("0.0.19 Values at points");
    }

    /// <summary>The rows that a list names, in its order.</summary>
    /// <param name="x"><c>row column</c>.</param>
    /// <param name="rows">Whole numbers, <c>pick</c>; a row can be named many times.</param>
    /// <returns><c>pick column</c>.</returns>
    [Exercise("0.0.20", "Collect rows", Minutes = 5, Difficulty = 1, Importance = 4)]
    [return: Shape("pick column")]
    public static Tensor CollectRows([Shape("row column")] Tensor x, [Shape("pick")] Tensor rows)
    {
        throw new NotImplementedException("0.0.20 Collect rows");
    }

    /// <summary>The columns that a list names, in its order.</summary>
    /// <param name="x"><c>row column</c>.</param>
    /// <param name="columns">Whole numbers, <c>pick</c>; a column can be named many times.</param>
    /// <returns><c>row pick</c>.</returns>
    [Exercise("0.0.21", "Collect columns", Minutes = 5, Difficulty = 1, Importance = 4)]
    [return: Shape("row pick")]
    public static Tensor CollectColumns([Shape("row column")] Tensor x, [Shape("pick")] Tensor columns)
    {
        throw new NotImplementedException("0.0.21 Collect columns");
    }
}
