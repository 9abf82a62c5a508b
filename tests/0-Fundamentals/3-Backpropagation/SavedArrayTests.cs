using Arena.Testing;

namespace Arena.Fundamentals.Backpropagation;

public class SavedArrayTests
{
    [ExerciseFact("0.3.17")]
    public void GivesTheArrayItself()
    {
        var array = Some.Numbers(1, 2, 3);
        var saved = new SavedArray(array);
        saved.Value.Should().BeSameAs(array, "a copy would double the memory");
        saved.Value.Should().BeSameAs(array, "it may be asked for several times");
    }

    [ExerciseFact("0.3.17")]
    public void EarlierChangesDoNotMatter()
    {
        var array = Some.Numbers(1, 2, 3);
        array.AddInPlace(1);
        array[0, 1] = 5;
        var saved = new SavedArray(array);
        saved.Value.Should().BeSameAs(array, "it was changed before it was saved, and not since");
    }

    [ExerciseFact("0.3.17")]
    public void LaterChangesAreNoticed()
    {
        var array = Some.Numbers(1, 2, 3);
        array.AddInPlace(1);
        var saved = new SavedArray(array);
        array.FillInPlace(0);
        array[1, 2] = 4;
        var thrown = FluentActions.Invoking(() => saved.Value).Should().Throw<ChangedInPlaceException>(
            "the array was changed after it was saved").Which;
        thrown.Saved.Should().Be(1, "it had been changed once when it was saved");
        thrown.Now.Should().Be(3, "it was changed twice since");
        thrown.Message.Should().Contain("[2, 3]");
    }

    [ExerciseFact("0.3.17")]
    public void EvenAChangeThatChangesNothingIsOne()
    {
        // Whether the numbers are the same afterwards would take as long to find out as copying them.
        var array = Some.Numbers(1, 3);
        var saved = new SavedArray(array);
        array.AddInPlace(0);
        FluentActions.Invoking(() => saved.Value).Should().Throw<ChangedInPlaceException>();
    }

    [ExerciseFact("0.3.17")]
    public void ACopyIsAnotherArray()
    {
        var array = Some.Numbers(1, 3);
        var (saved, copy) = (new SavedArray(array), array.Copy());
        var savedCopy = new SavedArray(copy);
        copy.FillInPlace(7);
        saved.Value.Should().BeSameAs(array, "only the copy was changed");
        FluentActions.Invoking(() => savedCopy.Value).Should().Throw<ChangedInPlaceException>();
    }
}
