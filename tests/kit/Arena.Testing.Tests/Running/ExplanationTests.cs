using System.Reflection;
using System.Runtime.InteropServices;
using Arena.Patterns;
using Arena.Testing.Running;
using Arena.Testing.Samples;
using Xunit.Sdk;

namespace Arena.Testing.Tests.Running;

public class ExplanationTests
{
    private readonly Explanation explain = new("9.0.1", Course.Of(typeof(SampleTests).Assembly));

    [Theory]
    [InlineData("9.0.1 Right", "To do: 9.0.1 Right")]
    [InlineData("9.0.1", "To do: 9.0.1")]
    [InlineData("9.0.12 Another", "To do: 9.0.1 Right. It stands on 9.0.12 Another: solve 9.0.12 first.")]
    [InlineData("The method or operation is not implemented.", "To do: 9.0.1 Right")]
    public void What_is_to_do_is_named(string stub, string reason) =>
        explain.Todo(new NotImplementedException(stub)).Should().Be(reason);

    [Fact]
    public void An_exercise_without_a_title_is_named_by_its_id() =>
        new Explanation("9.9.9", Course.Of(typeof(SampleTests).Assembly)).Todo(new NotImplementedException(""))
            .Should().Be("To do: 9.9.9");

    public static TheoryData<Exception, string> Failures => new()
    {
        { new XunitException("The shape is wrong."), "The shape is wrong." },
        { new DllNotFoundException("libtorch is missing. Do this."), "libtorch is missing. Do this." },
        { new InvalidOperationException("empty handle"), "InvalidOperationException: empty handle" },
        { new TargetInvocationException(new XunitException("inner")), "inner" },
        { new TypeInitializationException("Static", new ArgumentException("inner")), "ArgumentException: inner" },
        { new AggregateException(new XunitException("only")), "only" },
        { new AggregateException(new XunitException("one"), new XunitException("two")), "one\n\ntwo" },
        { new EinopsException("Reduce", "a b -> a (", new(PatternProblem.UnclosedGroup, new(9, 1), "No end.",
            "Close it."), "The tensor has shape [2]."),
            "No end. Close it.\nReduce \"a b -> a (\"\n                 ^\nThe tensor has shape [2]." },
        { new ExternalException("shapes\nmore\nException raised from meta\nframe #0"), "libtorch: shapes\nmore" },
        { new ExternalException("Unknown scalar type.\nException raised from type"), "libtorch: Unknown scalar type.\n"
            + "This can happen by chance, once in a great many runs, and is no mistake of yours. Run the test again." },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_failure_says_what_a_learner_can_use(Exception exception, string message) =>
        explain.Failure(exception).Message.Should().Be(message);

    [Fact]
    public void A_thread_that_could_not_be_stopped_has_no_place() =>
        explain.TooSlow(TimeSpan.FromSeconds(2.5), interrupted: null).Message
            .Should().Be("It did not finish within 2.5 s: is there a loop that never ends?");
}
