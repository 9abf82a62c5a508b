using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class PickingTests
{
    // Picked values are copies, so they are exact; sums of up to nine numbers of size 1 are off by less than 1e-5.
    private const double SumTolerance = 1e-5;

    [ExerciseTheory("0.0.16")]
    [InlineData(4, 9, false)]
    [InlineData(1, 3, false)]
    [InlineData(6, 1, false)]
    [InlineData(5, 7, true)]
    public void BasketCostsTheSumOfItsItems(long products, long items, bool view)
    {
        var (prices, basket) = (Some.Numbers(view, products).abs(), Some.Indices(view, products, items));
        using var unchanged = Inputs.MustStayUnchanged(prices, basket);
        var wanted = tensor(basket.cpu().data<long>().ToArray().Sum(product => (double)prices[product].item<float>()));
        Picking.BasketPrice(prices, basket).to(float64).Should().BeCloseTo(wanted, tolerance: SumTolerance, mistakes:
        [
            ("these are all products, each once, whatever is in the basket", prices.sum().to(float64)),
            ("a product that is in the basket many times was counted once",
                prices[basket.unique().Item1].sum().to(float64)),
            ("the mean was taken, not the sum", wanted / items),
            ("the numbers of the products were added up, not their prices", basket.sum().to(float64)),
            ("bytes were added up: `sum(0)` reads the 0 as an element type, write `sum()` or `sum(dim: 0)`",
                prices[basket].sum(ScalarType.Byte).to(float64)),
        ]);
    }

    [ExerciseFact("0.0.16")]
    public void EmptyBasketCostsNothing() =>
        Picking.BasketPrice(tensor(new float[] { 2, 3 }), empty(0, dtype: int64)).to(float64).Should().BeCloseTo(
            tensor(0.0), tolerance: 0, mistakes:
        [
            ("these are all products, each once, whatever is in the basket", tensor(5.0)),
            ("the mean was taken, not the sum: the mean of nothing is NaN", tensor(double.NaN)),
        ]);

    [ExerciseTheory("0.0.17")]
    [InlineData(3, 4, 2, false)]
    [InlineData(4, 4, 4, false)]
    [InlineData(1, 5, 7, false)]
    [InlineData(5, 3, 1, true)]
    public void EachRowPicksFromItself(long rows, long columns, long picks, bool view)
    {
        var (x, index) = (Some.Numbers(view, rows, columns), Some.Indices(view, columns, rows, picks));
        using var unchanged = Inputs.MustStayUnchanged(x, index);
        var wanted = ByElement(rows, picks, (row, pick) => x[row, index[row, pick].item<long>()]);
        Picking.GatherFromRows(x, index).Should().BeCloseTo(wanted, axes: "row pick", tolerance: 0, mistakes:
        [
            ("the columns of the first row were used for every row", x.index_select(1, index[0])),
            ("the indices were taken in order, whatever their values", x.narrow(1, 0, Math.Min(columns, picks))),
            ("every value is from the first row", x[0][index]),
            .. rows == picks
                ? [("the numbers of the rows were laid along the picks: give them an axis of size 1, `unsqueeze(1)`",
                    ByElement(rows, picks, (row, pick) => x[pick, index[row, pick].item<long>()]))]
                : Array.Empty<(string, Tensor)>(),
            .. rows == columns
                ? [("the indices name rows; they should name columns (`gather` along axis 1)", x.gather(0, index))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.0.18")]
    [InlineData(3, 4, 6, false)]
    [InlineData(4, 4, 4, false)]
    [InlineData(1, 5, 3, false)]
    [InlineData(5, 3, 1, true)]
    public void EveryDayHasItsOwnPrices(long days, long products, long items, bool view)
    {
        var (prices, baskets) = (Some.Numbers(view, days, products), Some.Indices(view, products, days, items));
        using var unchanged = Inputs.MustStayUnchanged(prices, baskets);
        var picked = ByElement(days, items, (day, item) => prices[day, baskets[day, item].item<long>()]);
        Picking.BasketPrices(prices, baskets).Should().BeCloseTo(
            picked.sum(dim: 1), axes: "day", tolerance: SumTolerance, mistakes:
        [
            ("the prices of the first day were used on every day", prices[0][baskets].sum(dim: 1)),
            ("the sum runs over the days, not over the items of a day", picked.sum(dim: 0)),
            ("the baskets of all days were added up", picked.sum().expand(days)),
            ("the mean was taken, not the sum", picked.mean([1])),
            ("a product that is in the basket many times was counted once",
                stack([.. Enumerable.Range(0, (int)days).Select(day => prices[day][baskets[day].unique().Item1].sum())])),
            ("these are the prices of all products, whatever is in the basket", prices.sum(dim: 1)),
        ]);
    }

    [ExerciseTheory("0.0.19")]
    [InlineData(4, 4, 6, false)]
    [InlineData(3, 5, 1, false)]
    [InlineData(2, 5, 6, false)]
    [InlineData(1, 2, 4, false)]
    [InlineData(6, 3, 5, true)]
    public void EachPointGivesOneValue(long rows, long columns, long points, bool view)
    {
        var map = Some.Numbers(view, rows, columns);
        var at = stack([Some.Indices(false, rows, points), Some.Indices(false, columns, points + 1).narrow(0, 1, points)], 1);
        if (view) at = Some.AsView(at);
        using var unchanged = Inputs.MustStayUnchanged(map, at);
        var wanted = stack(
            [.. Enumerable.Range(0, (int)points).Select(p => map[at[p, 0].item<long>(), at[p, 1].item<long>()])]);
        Picking.ValuesAt(map, at).Should().BeCloseTo(wanted, axes: "point", tolerance: 0, mistakes:
        [
            .. rows == columns
                ? [("row and column have changed places: a point is (row, column)", map.t()[at[.., 0], at[.., 1]])]
                : Array.Empty<(string, Tensor)>(),
            ("the column was not used: these are values of the first column", map.index_select(0, at[.., 0])[.., 0]),
            ("the row was not used: these are values of the first row", map.index_select(1, at[.., 1])[0]),
            ("every row was combined with every column: give both lists at once, `map[rows, columns]`",
                map.index_select(0, at[.., 0]).index_select(1, at[.., 1])),
        ]);
    }

    [ExerciseTheory("0.0.20")]
    [InlineData(4, 4, 4, false)]
    [InlineData(3, 5, 7, false)]
    [InlineData(1, 2, 3, false)]
    [InlineData(6, 3, 1, true)]
    public void RowsAreCollectedInOrder(long rows, long columns, long picks, bool view)
    {
        var (x, index) = (Some.Numbers(view, rows, columns), Some.Indices(view, rows, picks));
        using var unchanged = Inputs.MustStayUnchanged(x, index);
        var named = index.cpu().data<long>().ToArray();
        Picking.CollectRows(x, index).Should().BeCloseTo(
            stack([.. named.Select(row => x[row])]), axes: "pick column", tolerance: 0, mistakes:
        [
            ("the rows are sorted; keep the order in which they are named",
                stack([.. named.Order().Select(row => x[row])])),
            ("a row that is named many times comes once", stack([.. named.Distinct().Select(row => x[row])])),
            .. rows == columns
                ? [("columns were collected, not rows", x.index_select(1, index))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.0.21")]
    [InlineData(4, 4, 4, false)]
    [InlineData(5, 3, 7, false)]
    [InlineData(1, 2, 3, false)]
    [InlineData(3, 6, 1, true)]
    public void ColumnsAreCollectedInOrder(long rows, long columns, long picks, bool view)
    {
        var (x, index) = (Some.Numbers(view, rows, columns), Some.Indices(view, columns, picks));
        using var unchanged = Inputs.MustStayUnchanged(x, index);
        var wanted = stack([.. index.cpu().data<long>().ToArray().Select(column => x[.., column])], 1);
        Picking.CollectColumns(x, index).Should().BeCloseTo(wanted, axes: "row pick", tolerance: 0, mistakes:
        [
            ("the columns lie as rows in the result", wanted.t()),
            ("the columns are sorted; keep the order in which they are named", x.index_select(1, index.sort().Values)),
            ("a column that is named many times comes once",
                stack([.. index.cpu().data<long>().ToArray().Distinct().Select(column => x[.., column])], 1)),
            .. rows == columns
                ? [("rows were collected, not columns", x.index_select(0, index))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    private static Tensor ByElement(long rows, long columns, Func<long, long, Tensor> element)
    {
        var values = new float[rows * columns];
        for (var row = 0L; row < rows; row++)
            for (var column = 0L; column < columns; column++)
                values[row * columns + column] = element(row, column).item<float>();
        return tensor(values, [rows, columns]);
    }
}
