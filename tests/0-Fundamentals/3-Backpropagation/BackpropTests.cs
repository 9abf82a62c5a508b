using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class BackpropTests
{
    private const double Tolerance = 1e-10;

    [ExerciseTheory("0.3.20")]
    [InlineData("")]
    [InlineData("1 1")]
    [InlineData("2 3")]
    public void AChain(string shape)
    {
        var x = Leaf(Some.Positive(1, Some.Shape(shape)));
        Autograd.Backprop((x * 3).Log().Exp().Sum());
        x.Grad!.Torch().Should().BeCloseTo(full([.. x.Shape.Select(size => (long)size)], 3.0, float64), Tolerance);
    }

    [ExerciseFact("0.3.20")]
    public void BranchesThatComeTogether()
    {
        var (a, b) = (Leaf(Some.Positive(1, 2, 3)), Leaf(Some.Positive(2, 3)));
        var p = a * b;
        Autograd.Backprop((p * p.Log() - a / p).Sum());
        var (x, y) = (TorchLeaf(a), TorchLeaf(b));
        var q = x * y;
        (q * q.log() - x / q).sum().backward();
        a.Grad!.Torch().Should().BeCloseTo(x.grad!, Tolerance, axes: "row column");
        b.Grad!.Torch().Should().BeCloseTo(y.grad!, Tolerance, axes: "column");
    }

    [ExerciseFact("0.3.20")]
    public void AVariableThatIsUsedTwice()
    {
        var x = Leaf(new NdArray([1, 2, -3], 3));
        Autograd.Backprop((x * x).Sum());
        x.Grad!.Torch().Should().BeCloseTo(tensor(new[] { 2.0, 4, -6 }), Tolerance, axes: "number", mistakes:
        [
            ("x is used twice, and only one of the two gradients is there: add them up", tensor(new[] { 1.0, 2, -3 })),
        ]);
    }

    [ExerciseFact("0.3.20")]
    public void AVariableIsDoneOnlyWhenAllItsGradientsAreThere()
    {
        // Going back in the order in which branches are met visits y before the gradient through z has arrived.
        var x = Leaf(5);
        var y = x * 2;
        var z = y * y;
        Autograd.Backprop(y + z);
        x.Grad!.Number.Should().BeApproximately(
            2 + 2 * 2 * 10, 1e-9, "x has two ways to the end: through y, and through z");

        var u = Leaf(5);
        var v = u * 2;
        var w = v * v;
        Autograd.Backprop(w + v);
        u.Grad!.Number.Should().BeApproximately(2 + 2 * 2 * 10, 1e-9, "the order of the summands does not matter");
    }

    [ExerciseFact("0.3.20")]
    public void ALadderOfSums()
    {
        // 2^20 ways lead back: gradients have to be collected, not followed one by one.
        var x = Leaf(1);
        Variable y = x;
        for (var i = 0; i < 20; i++) y += y;
        Autograd.Backprop(y);
        x.Grad!.Number.Should().Be(1 << 20);
    }

    [ExerciseFact("0.3.20")]
    public void GradientsAddUpFromPassToPass()
    {
        var (x, y) = (Leaf(new NdArray([1, 2], 2)), Leaf(new NdArray([10, 20], 2)));
        var product = (x * y).Sum();
        Autograd.Backprop(product);
        x.Grad!.Data.ToArray().Should().Equal(10, 20);
        Autograd.Backprop(product);
        x.Grad!.Data.ToArray().Should().Equal([20, 40], "the second pass adds to what the first has left");
        Autograd.Backprop((x * 3).Sum());
        x.Grad!.Data.ToArray().Should().Equal([23, 43], "another graph adds to it too");
        y.Grad!.Data.ToArray().Should().Equal([2, 4], "y is not in the other graph");
    }

    [ExerciseTheory("0.3.20")]
    [InlineData("3")]
    [InlineData("2 3")]
    [InlineData("1 1 2")]
    public void BeginsWithTheGivenGradient(string shape)
    {
        var (x, gradient) = (Leaf(Some.Positive(1, Some.Shape(shape))), Some.AwayFromZero(2, Some.Shape(shape)));
        using var unchanged = Some.MustStayUnchanged(gradient);
        Autograd.Backprop(x.Log(), gradient);
        var wanted = gradient.Torch() / x.Array.Torch();
        x.Grad!.Torch().Should().BeCloseTo(wanted, Tolerance, mistakes:
        [
            ("it began with 1, not with the gradient that was given", 1 / x.Array.Torch()),
        ]);
        Autograd.Backprop(x.Log(), gradient);
        x.Grad!.Torch().Should().BeCloseTo(2 * wanted, Tolerance);
    }

    [ExerciseFact("0.3.20")]
    public void SeveralNumbersNeedAGradientToBeginWith()
    {
        var x = Leaf(Some.Positive(1, 2, 3));
        FluentActions.Invoking(() => Autograd.Backprop(x.Log())).Should().Throw<InvalidOperationException>(
            "which of the six numbers is meant?");
        FluentActions.Invoking(() => Autograd.Backprop(x.Log(), NdArray.Full(1, 3))).Should().Throw<ArgumentException>(
            "the gradient has another shape");
        FluentActions.Invoking(() => Autograd.Backprop(x.Log(), 1)).Should().Throw<ArgumentException>(
            "the gradient has another shape");
        x.Grad.Should().BeNull("nothing was computed");
    }

    [ExerciseFact("0.3.20")]
    public void OnlyLeavesThatRequireItGetAGradient()
    {
        var (x, constant) = (Leaf(Some.Positive(1, 3)), new Variable(Some.Positive(2, 3)));
        var product = x * constant;
        var loss = product.Sum();
        Autograd.Backprop(loss);
        x.Grad!.Torch().Should().BeCloseTo(constant.Array.Torch(), Tolerance, axes: "number");
        constant.Grad.Should().BeNull("it does not require a gradient");
        product.Grad.Should().BeNull("it is no leaf");
        loss.Grad.Should().BeNull("it is no leaf");
        FluentActions.Invoking(() => Autograd.Backprop((constant * 2).Sum())).Should().Throw<InvalidOperationException>(
            "nothing requires a gradient");
        FluentActions.Invoking(() => Autograd.Backprop((x > 1).Sum())).Should().Throw<InvalidOperationException>(
            "no gradient flows through a jump");
    }

    [ExerciseFact("0.3.20")]
    public void ALeafCanBeTheEnd()
    {
        var x = Leaf(new NdArray([1, 2], 2));
        Autograd.Backprop(x, new NdArray([3, -4], 2));
        x.Grad!.Data.ToArray().Should().Equal(3, -4);
        Autograd.Backprop(x, new NdArray([1, 1], 2));
        x.Grad!.Data.ToArray().Should().Equal(4, -3);
    }

    [ExerciseFact("0.3.20")]
    public void DoesNotAskForWhatNobodyNeeds()
    {
        // The table has no function for the second input, which is a constant here.
        Enter(new TimesConstant(), 0, (gradOut, _, _, inputs) => gradOut * inputs[1]);
        var x = Leaf(new NdArray([1, 2], 2));
        Autograd.Backprop(Autograd.Apply(new TimesConstant(), x, 5).Sum());
        x.Grad!.Data.ToArray().Should().Equal(5, 5);
    }

    [ExerciseFact("0.3.20")]
    public void TwoLeavesMayBeHandedTheSameArray()
    {
        EnterPlus();
        var (x, y) = (Leaf(new NdArray([1, 2], 2)), Leaf(new NdArray([3, 4], 2)));
        for (var pass = 1; pass <= 2; pass++)
        {
            Autograd.Backprop(Autograd.Apply(new Plus(), x, y), NdArray.Full(1, 2));
            foreach (var leaf in new[] { x, y })
                leaf.Grad!.Data.ToArray().Should().Equal(
                    [pass, pass], "each pass adds 1 to both: make a new array for a sum, and leave the old ones alone");
        }
        var (u, v) = (Leaf(5), Leaf(7));
        Autograd.Backprop(Autograd.Apply(new Plus(), Autograd.Apply(new Plus(), u, v), u));
        u.Grad!.Number.Should().Be(2, "it is used twice");
        v.Grad!.Number.Should().Be(
            1, "it is used once: make a new array for a sum, since the one that is there may be another's too");
    }

    [ExerciseFact("0.3.20")]
    public void GradientsThatOthersHoldStayAsTheyAre()
    {
        EnterPlus();
        var (x, gradient) = (Leaf(new NdArray([1, 2], 2)), new NdArray([3, -4], 2));
        Autograd.Backprop(x, gradient);
        var first = x.Grad!;
        Autograd.Backprop(x, gradient);
        Autograd.Backprop(Autograd.Apply(new Plus(), x, x), gradient);
        x.Grad!.Data.ToArray().Should().Equal(12, -16);
        first.Data.ToArray().Should().Equal(
            [3, -4], "somebody may hold the Grad of an earlier pass: make a new array for a sum");
        gradient.Data.ToArray().Should().Equal(
            [3, -4], "the gradient to begin with is the caller's: make a new array for a sum");
    }

    [ExerciseFact("0.3.20")]
    public void WhatChangedInPlaceIsNoticed()
    {
        var (x, y) = (Leaf(Some.Positive(1, 3)), Leaf(Some.Positive(2, 3)));
        var product = (x * y).Sum();
        y.Array.AddInPlace(1);
        FluentActions.Invoking(() => Autograd.Backprop(product)).Should().Throw<ChangedInPlaceException>(
            "y is not any more what x was multiplied by");

        var exp = x.Exp();
        var sum = exp.Sum();
        exp.Array.FillInPlace(2);
        FluentActions.Invoking(() => Autograd.Backprop(sum)).Should().Throw<ChangedInPlaceException>(
            "the output of exp is needed, and it was changed");
    }

    [ExerciseTheory("0.3.20")]
    [InlineData(1, 2, 3)]
    [InlineData(4, 3, 3)]
    [InlineData(2, 1, 5)]
    public void AllOperationsAtOnce(int rows, int inner, int columns)
    {
        Variable[] leaves =
        [
            Leaf(Some.Numbers(1, rows, inner)), Leaf(Some.Numbers(2, columns, inner)), Leaf(Some.Numbers(3, columns)),
        ];
        int[] picked = [rows - 1, 0, rows - 1];
        var product = leaves[0].MatMul(leaves[1].Permute(1, 0)) + leaves[2];
        var hidden = Variable.Maximum(product, -0.25).Take(picked).Reshape(columns, 3);
        var shares = hidden.Exp() / hidden.Exp().Sum([0], keepDims: true);
        Autograd.Backprop((-(shares + 1).Log() - shares * (shares > 0.5)).Sum());

        var t = leaves.Select(TorchLeaf).ToArray();
        var index = tensor(picked.Select(i => (long)i).ToArray());
        var wanted = (t[0].mm(t[1].t()) + t[2]).maximum(tensor(-0.25)).index_select(0, index).reshape(columns, 3);
        var parts = wanted.exp() / wanted.exp().sum([0], keepdim: true);
        (-(parts + 1).log() - parts * parts.gt(0.5).to(float64)).sum().backward();
        for (var i = 0; i < leaves.Length; i++)
            leaves[i].Grad!.Torch().Should().BeCloseTo(t[i].grad!, Tolerance);
    }

    [ExerciseFact("0.3.21")]
    public void DetachSharesTheArrayAndForgetsTheRest()
    {
        var x = Leaf(new NdArray([1, 2], 2));
        var square = x * x;
        var detached = square.Detach();
        detached.Array.Should().BeSameAs(square.Array, "nothing is copied");
        detached.Recipe.Should().BeNull("it is cut off from the graph");
        detached.RequiresGrad.Should().BeFalse("it is cut off from the graph");
        detached.Should().NotBeSameAs(square, "the original keeps its place in the graph");
        square.Recipe.Should().NotBeNull("the original keeps its place in the graph");
        x.Detach().RequiresGrad.Should().BeFalse("a leaf can be detached too");
        x.RequiresGrad.Should().BeTrue("the leaf itself is as it was");
    }

    [ExerciseFact("0.3.21")]
    public void NoGradientComesThroughDetach()
    {
        var x = Leaf(new NdArray([3, -5], 2));
        Autograd.Backprop((x * x.Detach()).Sum());
        x.Grad!.Torch().Should().BeEqualTo(tensor(new[] { 3.0, -5 }), axes: "number", mistakes:
        [
            ("a gradient came through the detached factor as well", tensor(new[] { 6.0, -10 })),
        ]);
    }

    private static Variable Leaf(NdArray array) => new(array, requiresGrad: true);

    private static Tensor TorchLeaf(Variable leaf) => leaf.Array.Torch().requires_grad_();

    // Both inputs are handed the very array that arrives, and no copy of it.
    private static void EnterPlus()
    {
        Enter(new Plus(), 0, (gradOut, _, _, _) => gradOut);
        Enter(new Plus(), 1, (gradOut, _, _, _) => gradOut);
    }

    // The table may have it already, from a run before.
    private static void Enter<T>(T operation, int position, BackwardFunction function)
        where T : Operation
    {
        try
        {
            StandardBackward.Table.Find(operation, position);
        }
        catch (NotSupportedException)
        {
            StandardBackward.Table.Add<T>(position, function);
        }
    }

    private sealed record Plus : Operation
    {
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] + inputs[1];
    }

    private sealed record TimesConstant : Operation
    {
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] * inputs[1];
    }
}
