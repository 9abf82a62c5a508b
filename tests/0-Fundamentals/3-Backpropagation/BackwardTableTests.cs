using Arena.Arrays;
using Arena.Testing;

namespace Arena.Fundamentals.Backpropagation;

public class BackwardTableTests
{
    private static readonly NdArray One = 1;

    [ExerciseFact("0.3.15")]
    public void FindsWhatBelongsToTheInput()
    {
        var table = new BackwardTable();
        table.Add<Operation.Multiply>(0, Returning(1));
        table.Add<Operation.Multiply>(1, Returning(2));
        table.Add<Operation.Add>(1, Returning(3));
        table.Add<Operation.Exp>(0, Returning(4));

        Found(table, new Operation.Multiply(), 0).Should().Be(1, "that is for the left factor");
        Found(table, new Operation.Multiply(), 1).Should().Be(2, "that is for the right factor");
        Found(table, new Operation.Add(), 1).Should().Be(3, "that is for the right summand");
        Found(table, new Operation.Exp(), 0).Should().Be(4, "that is for the exponent");
    }

    [ExerciseFact("0.3.15")]
    public void OneFunctionServesAllOfItsKind()
    {
        var table = new BackwardTable();
        table.Add<Operation.Sum>(0, Returning(5));
        table.Add<Operation.Permute>(0, Returning(6));

        Found(table, new Operation.Sum(), 0).Should().Be(5);
        Found(table, new Operation.Sum([0, 1], KeepDims: true), 0).Should().Be(
            5, "a sum over other axes is a sum: go by the operation's type, not by the operation itself");
        Found(table, new Operation.Permute([1, 0]), 0).Should().Be(6);
        Found(table, new Operation.Permute([0, 2, 1]), 0).Should().Be(6);
    }

    [ExerciseFact("0.3.15")]
    public void SaysWhatIsMissing()
    {
        var table = new BackwardTable();
        table.Add<Operation.Multiply>(0, Returning(1));

        FluentActions.Invoking(() => table.Find(new Operation.Multiply(), 1))
            .Should().Throw<NotSupportedException>("nobody added the right factor")
            .Which.Message.Should().Contain("Multiply").And.Contain("1");
        FluentActions.Invoking(() => table.Find(new Operation.Divide(), 0))
            .Should().Throw<NotSupportedException>("nobody added a quotient")
            .Which.Message.Should().Contain("Divide").And.Contain("0");
    }

    [ExerciseFact("0.3.15")]
    public void DoesNotReplaceOne()
    {
        var table = new BackwardTable();
        table.Add<Operation.Log>(0, Returning(1));
        FluentActions.Invoking(() => table.Add<Operation.Log>(0, Returning(2))).Should().Throw<ArgumentException>(
            "there is a function for that input already");
        Found(table, new Operation.Log(), 0).Should().Be(1, "the first one stays");
    }

    [ExerciseFact("0.3.15")]
    public void TablesAreIndependent()
    {
        var (one, other) = (new BackwardTable(), new BackwardTable());
        one.Add<Operation.Log>(0, Returning(1));
        other.Add<Operation.Log>(0, Returning(2));
        Found(one, new Operation.Log(), 0).Should().Be(1);
        Found(other, new Operation.Log(), 0).Should().Be(2);
    }

    private static BackwardFunction Returning(double mark) => (_, _, _, _) => mark;

    private static double Found(BackwardTable table, Operation operation, int position) =>
        table.Find(operation, position)(One, One, operation, [One]).Number;
}
