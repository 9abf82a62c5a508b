using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Analyzers.Tests.Guards;

public class ContractsTests
{
    private const string Method =
        """
            [return: Shape("column row")]
            internal static Tensor Turned([Shape("row column")] Tensor x, bool wrong = false,
                [Shape("row")] Tensor? weights = null) =>
                wrong ? x : x.t();

        """;

    [Theory]
    [InlineData("Turned(x)")]
    [InlineData("Program.Turned(x, weights: ones(x.shape[0]))")]
    [InlineData("Turned(wrong: false, x: x)")]
    public void A_call_that_keeps_the_promises_gives_its_result(string call)
    {
        var source = Calling(call);
        ((Tensor)GuardedCode.Run(source, zeros(2, 3))!).shape.Should().Equal(3, 2);
        ((Tensor)GuardedCode.Run(source, zeros(4, 1))!).shape.Should().Equal(1, 4);
    }

    [Fact]
    public void An_argument_is_checked_before_the_call()
    {
        Assert.Throws<ShapeContractException>(() => GuardedCode.Run(Calling("Turned(x)"), zeros(2))).Message
            .Should().Be(
            "Program.Turned: x should have shape \"row column\", but has [2].\nIt has 1 axis, but the contract has 2.");
        Assert.Throws<ShapeContractException>(
            () => GuardedCode.Run(Calling("Turned(x, weights: ones(5))"), zeros(2, 3))).Message.Should().Be(
            "Program.Turned: weights should have shape \"row\", but has [5].\nAxis 0, 'row', is 5, but 2 in x.");
    }

    [Fact]
    public void A_result_is_checked_after_the_call() =>
        Assert.Throws<ShapeContractException>(() => GuardedCode.Run(Calling("Turned(x, true)"), zeros(2, 3)))
            .Message.Should().Be(
                "Program.Turned: the result should have shape \"column row\", but has [2, 3].\n"
                    + "Axis 0, 'column', is 2, but 3 in x. "
                    + "The axes are in another order: it looks like \"row column\".");

    [Theory]
    [InlineData("Turned(x, true).Should()")]
    [InlineData("Turned(x, true).to(float64).Should()")]
    [InlineData("Turned(x, true).T.T.clone().Should()")]
    public void A_result_that_is_asserted_on_is_left_to_the_assertion(string call)
    {
        var source = Code.InClass(
            $"{Method}public static Tensor Run(Tensor x) => {call};\n"
                + "private static Tensor Should(this Tensor x) => x;");
        ((Tensor)GuardedCode.Run(source, zeros(2, 3))!).shape.Should().Equal(2, 3);
        Assert.Throws<ShapeContractException>(() => GuardedCode.Run(source, zeros(2)));
    }

    [Theory]
    [InlineData("(Turned(x, true) + 1).Should()")]
    [InlineData("ones(1).add(Turned(x, true)).Should()")]
    [InlineData("Turned(x, true).to(float64).clone()")]
    public void A_result_that_is_computed_with_first_is_checked(string call) =>
        Assert.Throws<ShapeContractException>(() => GuardedCode.Run(Code.InClass(
            $"{Method}public static Tensor Run(Tensor x) => {call};\n"
                + "private static Tensor Should(this Tensor x) => x;"),
            zeros(2, 3)));

    [Fact]
    public void An_exception_of_the_method_itself_comes_through() =>
        Assert.Throws<NotImplementedException>(() => GuardedCode.Run(Code.InClass(
            """
                [return: Shape("row")]
                internal static Tensor Stub([Shape("row column")] Tensor x) =>
                    throw new NotImplementedException("0.0.1 Stub");
                public static Tensor Run(Tensor x) => Stub(x);
            """), zeros(2, 3))).Message.Should().Be("0.0.1 Stub");

    [Fact]
    public void Extension_and_instance_methods_are_checked()
    {
        var source = Code.InFile(
            """
            public sealed class Layer
            {
                public Tensor forward([Shape("batch d")] Tensor x) => x;
            }

            public static class Program
            {
                [return: Shape("row")]
                internal static Tensor Sums([Shape("row column")] this Tensor x, long dim) => x.sum(dim);

                public static Tensor Run(Tensor x, long dim) => new Layer().forward(x).Sums(dim);
            }
            """);
        ((Tensor)GuardedCode.Run(source, zeros(2, 3), 1L)!).shape.Should().Equal(2);
        Assert.Throws<ShapeContractException>(() => GuardedCode.Run(source, zeros(2, 3), 0L)).Message
            .Should().StartWith("Program.Sums: the result should have shape \"row\"");
        Assert.Throws<ShapeContractException>(() => GuardedCode.Run(source, zeros(2), 0L)).Message
            .Should().StartWith("Layer.forward: x should have shape \"batch d\"");
    }

    [Fact]
    public void What_cannot_be_written_elsewhere_is_left_alone() =>
        GuardedCode.Generated(Code.InFile(
            """
            public class Layer
            {
                public virtual Tensor forward([Shape("d")] Tensor x) => x;
            }

            public sealed class Other : Layer
            {
                public override Tensor forward([Shape("d")] Tensor x) => base.forward(x);
                private static Tensor Hidden([Shape("d")] Tensor x) => x;
                private static Tensor Generic<T>([Shape("d")] Tensor x) => x;
                public static Tensor Of(Tensor x) => Hidden(Generic<int>(x));
                public static Tensor Local(Tensor x)
                {
                    return Inner(x);
                    Tensor Inner([Shape("d")] Tensor y) => y;
                }
            }
            """)).Should().BeEmpty();

    private static string Calling(string call) =>
        Code.InClass($"{Method}\n    public static Tensor Run(Tensor x) => {call};");
}
