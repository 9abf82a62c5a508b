using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for the picking exercises.</summary>
[SolutionOnly]
internal static class PickingAnswers
{
    [WrongAnswer("0.0.16", Says = "these are all products, each once")]
    internal static Tensor AddsUpAllProducts(Tensor prices, Tensor basket) => prices.sum();

    [WrongAnswer("0.0.16", Says = "was counted once")]
    internal static Tensor CountsEachProductOnce(Tensor prices, Tensor basket)
    {
        var isInBasket = zeros_like(prices).index_fill(0, basket, 1);
        return (prices * isInBasket).sum();
    }

    [WrongAnswer("0.0.16", Says = "the mean was taken, not the sum")]
    internal static Tensor TakesTheMean(Tensor prices, Tensor basket) => prices[basket].mean();

    [WrongAnswer("0.0.16", Says = "the numbers of the products were added up")]
    internal static Tensor AddsUpTheNumbers(Tensor prices, Tensor basket) => basket.sum();

    [WrongAnswer("0.0.16", Says = "`sum(0)` reads the 0 as an element type")]
    internal static Tensor TakesZeroForAnAxis(Tensor prices, Tensor basket) => prices[basket].sum(0);

    [WrongAnswer("0.0.16", Says = "is a reduction over it missing?")]
    internal static Tensor ForgetsToAddUp(Tensor prices, Tensor basket) => prices[basket];

    [RightAnswer("0.0.16")]
    internal static Tensor AddsItemByItem(Tensor prices, Tensor basket)
    {
        var sum = 0.0;
        foreach (var product in basket.unbind(0)) sum += prices[product].item<float>();
        return tensor(sum);
    }

    [RightAnswer("0.0.16")]
    internal static Tensor MultipliesPricesWithCounts(Tensor prices, Tensor basket) =>
        prices.dot(basket.bincount(null, prices.shape[0]).to(prices.dtype));

    [WrongAnswer("0.0.17", Says = "the columns of the first row were used for every row")]
    internal static Tensor UsesTheColumnsOfTheFirstRow(Tensor x, Tensor columns) => x.index_select(1, columns[0]);

    [WrongAnswer("0.0.17", Says = "the indices were taken in order")]
    internal static Tensor TakesTheColumnsInOrder(Tensor x, Tensor columns) => x.narrow(1, 0, columns.shape[1]);

    [WrongAnswer("0.0.17", Says = "the indices name rows")]
    internal static Tensor GathersAlongTheRows(Tensor x, Tensor columns) => x.gather(0, columns);

    [WrongAnswer("0.0.17", Says = "the numbers of the rows were laid along the picks")]
    internal static Tensor ForgetsTheAxisOfTheRows(Tensor x, Tensor columns) => x[arange(x.shape[0]), columns];

    [WrongAnswer("0.0.17", Says = "every value is from the first row")]
    internal static Tensor TakesFromTheFlatTensor(Tensor x, Tensor columns) => x.take(columns);

    [WrongAnswer("0.0.17", Says = "The shape is [4, 4, 4], should be [row 4, pick 4]")]
    internal static Tensor PicksWholeRows(Tensor x, Tensor columns) => x[columns];

    [RightAnswer("0.0.17")]
    internal static Tensor GivesRowsAndColumns(Tensor x, Tensor columns) =>
        x[arange(x.shape[0]).unsqueeze(1), columns];

    [RightAnswer("0.0.17")]
    internal static Tensor PicksRowByRow(Tensor x, Tensor columns) =>
        stack([.. x.unbind(0).Zip(columns.unbind(0), (row, named) => row[named])]);

    [RightAnswer("0.0.17")]
    internal static Tensor CountsPlacesInTheFlatTensor(Tensor x, Tensor columns) =>
        x.take(columns + arange(x.shape[0]).unsqueeze(1) * x.shape[1]);

    [WrongAnswer("0.0.18", Says = "the prices of the first day were used on every day")]
    internal static Tensor UsesThePricesOfTheFirstDay(Tensor prices, Tensor baskets) => prices[0][baskets].sum(dim: 1);

    [WrongAnswer("0.0.18", Says = "the sum runs over the days")]
    internal static Tensor SumsOverTheDays(Tensor prices, Tensor baskets) => prices.gather(1, baskets).sum(dim: 0);

    [WrongAnswer("0.0.18", Says = "it was reduced, or indexed, although it should stay")]
    internal static Tensor SumsOverEverything(Tensor prices, Tensor baskets) => prices.gather(1, baskets).sum();

    [WrongAnswer("0.0.18", Says = "these are the prices of all products")]
    internal static Tensor AddsUpAllProductsOfTheDay(Tensor prices, Tensor baskets) => prices.sum(dim: 1);

    [WrongAnswer("0.0.18", Says = "was counted once")]
    internal static Tensor CountsEachProductOfADayOnce(Tensor prices, Tensor baskets)
    {
        var isInBasket = zeros_like(prices).scatter(1, baskets, ones_like(baskets).to(prices.dtype));
        return (prices * isInBasket).sum(dim: 1);
    }

    [WrongAnswer("0.0.18", Says = "the mean was taken, not the sum")]
    internal static Tensor TakesTheMeanOfTheItems(Tensor prices, Tensor baskets) =>
        prices.gather(1, baskets).mean([1]);

    [WrongAnswer("0.0.18", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsTheAxisOfTheItems(Tensor prices, Tensor baskets) =>
        prices.gather(1, baskets).sum(dim: 1, keepdim: true);

    [RightAnswer("0.0.18")]
    internal static Tensor AddsDayByDay(Tensor prices, Tensor baskets) =>
        stack([.. prices.unbind(0).Zip(baskets.unbind(0), (ofDay, basket) => ofDay[basket].sum())]);

    [RightAnswer("0.0.18")]
    internal static Tensor CountsTheProductsOfEachDay(Tensor prices, Tensor baskets)
    {
        var counts = nn.functional.one_hot(baskets, prices.shape[1]).sum(dim: 1).to(prices.dtype);
        return Einsum("day product, day product -> day", prices, counts);
    }

    [WrongAnswer("0.0.19", Says = "row and column have changed places")]
    internal static Tensor SwapsRowAndColumn(Tensor map, Tensor points) => map[points[.., 1], points[.., 0]];

    [WrongAnswer("0.0.19", Says = "the column was not used")]
    internal static Tensor IgnoresTheColumn(Tensor map, Tensor points) => map[points[.., 0]][.., 0];

    [WrongAnswer("0.0.19", Says = "the row was not used")]
    internal static Tensor IgnoresTheRow(Tensor map, Tensor points) => map[0][points[.., 1]];

    [WrongAnswer("0.0.19", Says = "every row was combined with every column")]
    internal static Tensor PicksRowsThenColumns(Tensor map, Tensor points) =>
        map.index_select(0, points[.., 0]).index_select(1, points[.., 1]);

    // Right for a map with as many rows as columns.
    [WrongAnswer("0.0.19")]
    internal static Tensor MultipliesWithTheNumberOfRows(Tensor map, Tensor points) =>
        map.take(points[.., 0] * map.shape[0] + points[.., 1]);

    [WrongAnswer("0.0.19")]
    internal static Tensor PicksWholeRowsOfTheMap(Tensor map, Tensor points) => map[points];

    [WrongAnswer("0.0.19")]
    internal static Tensor ReadsTheFirstTwoPoints(Tensor map, Tensor points) => map[points[0], points[1]];

    [RightAnswer("0.0.19")]
    internal static Tensor ReadsPointByPoint(Tensor map, Tensor points) =>
        stack([.. points.unbind(0).Select(point => map[point[0].item<long>(), point[1].item<long>()])]);

    [RightAnswer("0.0.19")]
    internal static Tensor MultipliesWithTheNumberOfColumns(Tensor map, Tensor points) =>
        map.take(points[.., 0] * map.shape[1] + points[.., 1]);

    [RightAnswer("0.0.19")]
    internal static Tensor GathersFromTheRowOfEachPoint(Tensor map, Tensor points) =>
        map.index_select(0, points[.., 0]).gather(1, points.narrow(1, 1, 1)).squeeze(1);

    [WrongAnswer("0.0.20", Says = "the rows are sorted")]
    internal static Tensor SortsTheRows(Tensor x, Tensor rows) => x[rows.sort().Values];

    [WrongAnswer("0.0.20", Says = "a row that is named many times comes once")]
    internal static Tensor TakesEveryRowOnce(Tensor x, Tensor rows) =>
        x[tensor(rows.cpu().data<long>().Distinct().ToArray())];

    [WrongAnswer("0.0.20", Says = "a row that is named many times comes once")]
    internal static Tensor ChoosesWithAMask(Tensor x, Tensor rows) =>
        x[zeros(x.shape[0], dtype: ScalarType.Bool).index_fill(0, rows, true)];

    [WrongAnswer("0.0.20", Says = "columns were collected, not rows")]
    internal static Tensor CollectsColumnsInstead(Tensor x, Tensor rows) => x.index_select(1, rows);

    [WrongAnswer("0.0.20", Says = "The shape is [7, 1], should be [pick 7, column 5]")]
    internal static Tensor CollectsTheFirstElementsOfTheRows(Tensor x, Tensor rows) => x.gather(0, rows.unsqueeze(1));

    [RightAnswer("0.0.20")]
    internal static Tensor IndexesPlainly(Tensor x, Tensor rows) => x[rows];

    [RightAnswer("0.0.20")]
    internal static Tensor StacksRowAfterRow(Tensor x, Tensor rows) =>
        stack([.. rows.unbind(0).Select(row => x[row.item<long>()])]);

    [RightAnswer("0.0.20")]
    internal static Tensor MultipliesWithOneHotRows(Tensor x, Tensor rows) =>
        nn.functional.one_hot(rows, x.shape[0]).to(x.dtype).mm(x);

    [WrongAnswer("0.0.21", Says = "the columns lie as rows in the result")]
    internal static Tensor ForgetsToTransposeBack(Tensor x, Tensor columns) => x.t()[columns];

    [WrongAnswer("0.0.21", Says = "the columns are sorted")]
    internal static Tensor SortsTheColumns(Tensor x, Tensor columns) => x.index_select(1, columns.sort().Values);

    [WrongAnswer("0.0.21", Says = "a column that is named many times comes once")]
    internal static Tensor TakesEveryColumnOnce(Tensor x, Tensor columns) =>
        x.index_select(1, tensor(columns.cpu().data<long>().Distinct().ToArray()));

    [WrongAnswer("0.0.21", Says = "rows were collected, not columns")]
    internal static Tensor CollectsRowsInstead(Tensor x, Tensor columns) => x[columns];

    [WrongAnswer("0.0.21", Says = "The shape is [1, 7], should be [row 5, pick 7]")]
    internal static Tensor GathersInTheFirstRowOnly(Tensor x, Tensor columns) => x.gather(1, columns.unsqueeze(0));

    [RightAnswer("0.0.21")]
    internal static Tensor IndexesWithAColon(Tensor x, Tensor columns) =>
        x[TensorIndex.Colon, TensorIndex.Tensor(columns)];

    [RightAnswer("0.0.21")]
    internal static Tensor TransposesThereAndBack(Tensor x, Tensor columns) => x.t()[columns].t();

    [RightAnswer("0.0.21")]
    internal static Tensor GathersTheSameInEveryRow(Tensor x, Tensor columns) =>
        x.gather(1, Repeat(columns, "pick -> row pick", ("row", x.shape[0])));
}
