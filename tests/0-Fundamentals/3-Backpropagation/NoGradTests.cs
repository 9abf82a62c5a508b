using Arena.Testing;

namespace Arena.Fundamentals.Backpropagation;

public class NoGradTests
{
    [ExerciseFact("0.3.16")]
    public void IsOffInsideAndOnAgainAfterwards()
    {
        using (new NoGrad()) GradMode.IsOn.Should().BeFalse("a scope without gradients has begun");
        GradMode.IsOn.Should().BeTrue("the scope has ended");
        using (new NoGrad()) GradMode.IsOn.Should().BeFalse("another scope has begun");
        GradMode.IsOn.Should().BeTrue("that scope has ended too");
    }

    [ExerciseFact("0.3.16")]
    public void InsideOfAnotherOneItStaysOff()
    {
        using (new NoGrad())
        {
            using (new NoGrad())
            {
                using (new NoGrad()) GradMode.IsOn.Should().BeFalse();
                GradMode.IsOn.Should().BeFalse("the innermost scope has ended, and two others have not");
            }
            GradMode.IsOn.Should().BeFalse("the inner scope has ended, and the outer one has not");
        }
        GradMode.IsOn.Should().BeTrue("the outer scope has ended");
    }
}
