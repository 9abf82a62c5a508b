using Arena.Arrays;
using Arena.Testing;

namespace Arena.Fundamentals.Backpropagation;

public class ApplyTests
{
    [ExerciseFact("0.3.18")]
    public void ComputesOnce()
    {
        var counting = new Counting();
        var (x, y) = (new Variable(new NdArray([1, 2], 2), requiresGrad: true), new Variable(new NdArray([30, 40], 2)));
        var sum = Autograd.Apply(counting, x, y);
        counting.Calls.Should().Be(1, "each operation is computed once");
        sum.Array.Data.ToArray().Should().Equal(29, 38);
        sum.Grad.Should().BeNull("there was no backward pass yet");
    }

    [ExerciseTheory("0.3.18")]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void RequiresAGradientWhenAnInputDoes(bool left, bool right, bool wanted)
    {
        var (x, y) = (new Variable(3, left), new Variable(5, right));
        var product = Autograd.Apply(new Operation.Multiply(), x, y);
        product.Array.Number.Should().Be(15);
        product.RequiresGrad.Should().Be(wanted, $"the left input requires one: {left}, the right one: {right}");
        (product.Recipe is not null).Should().Be(wanted, "there is a recipe exactly when a gradient is required");
    }

    [ExerciseFact("0.3.18")]
    public void TheRecipeTellsWhatWasDone()
    {
        var (x, y) = (new Variable(Some.Numbers(1, 2, 3)), new Variable(Some.Numbers(2, 3), requiresGrad: true));
        var operation = new Operation.Subtract();
        var difference = Autograd.Apply(operation, x, y);
        var recipe = difference.Recipe!;
        recipe.Operation.Should().BeSameAs(operation);
        recipe.Inputs.Should().HaveCount(2, "all inputs belong to the recipe, those without gradients too");
        recipe.Inputs[0].Should().BeSameAs(x, "the first input comes first");
        recipe.Inputs[1].Should().BeSameAs(y);
        recipe.InputArrays[0].Should().BeSameAs(x.Array);
        recipe.InputArrays[1].Should().BeSameAs(y.Array);
        ReferenceEquals(recipe.OutputArray, difference.Array).Should().BeTrue("the recipe keeps the output itself");
    }

    [ExerciseFact("0.3.18")]
    public void RecipesFormAGraph()
    {
        var x = new Variable(2, requiresGrad: true);
        var log = Autograd.Apply(new Operation.Log(), x);
        var square = Autograd.Apply(new Operation.Multiply(), log, log);
        square.Recipe!.Inputs.All(input => ReferenceEquals(input, log)).Should().BeTrue("both are the logarithm");
        log.Recipe!.Inputs.Single().Should().BeSameAs(x);
        x.Recipe.Should().BeNull("a leaf was not computed");
    }

    [ExerciseFact("0.3.18")]
    public void RecordsNothingWithoutGradients()
    {
        var x = new Variable(2, requiresGrad: true);
        using (new NoGrad())
        {
            var log = Autograd.Apply(new Operation.Log(), x);
            log.Array.Number.Should().BeApproximately(Math.Log(2), 1e-15);
            log.RequiresGrad.Should().BeFalse("gradients are off");
            log.Recipe.Should().BeNull("gradients are off");
        }
        Autograd.Apply(new Operation.Log(), x).RequiresGrad.Should().BeTrue("gradients are on again");
    }

    [ExerciseFact("0.3.18")]
    public void NoGradientFlowsThroughAJump()
    {
        var (x, y) = (new Variable(new NdArray([1, 5], 2), requiresGrad: true), new Variable(3, requiresGrad: true));
        var greater = Autograd.Apply(new Operation.Greater(), x, y);
        greater.Array.Data.ToArray().Should().Equal(0, 1);
        greater.RequiresGrad.Should().BeFalse("the operation is not differentiable");
        greater.Recipe.Should().BeNull("the operation is not differentiable");
    }

    [ExerciseFact("0.3.18")]
    public void TakesAnyNumberOfInputs()
    {
        var last = new Variable(4, requiresGrad: true);
        var sum = Autograd.Apply(new SumOfAll(), 1, 2, 3, last);
        sum.Array.Number.Should().Be(10);
        sum.RequiresGrad.Should().BeTrue("the last input requires a gradient");
        sum.Recipe!.Inputs.Should().HaveCount(4);
    }

    // Counts, and computes something else every time.
    private sealed record Counting : Operation
    {
        public int Calls { get; private set; }

        public override NdArray Forward(IReadOnlyList<NdArray> inputs)
        {
            Calls++;
            return inputs[1] - inputs[0] * Calls;
        }
    }

    private sealed record SumOfAll : Operation
    {
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs.Aggregate((sum, next) => sum + next);
    }
}
