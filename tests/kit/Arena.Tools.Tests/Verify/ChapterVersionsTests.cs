using System.Reflection;
using System.Runtime.Loader;
using Arena.Skeleton;
using Arena.Verify.Sources;

namespace Arena.Tools.Tests.Verify;

public class ChapterVersionsTests
{
    private const string Counter = """
        using System.Collections.Generic;

        namespace Arena.N;

        [Exercise("0.0.1", "Counter")]
        public class Counter
        {
            public readonly List<int> Seen = [];
            private int step;

            public Counter(int first) => Seen.Add(first);

            public int Step { get => step; set { step = value; } }

            public int Last => Seen[^1];

            public int this[int i] => Seen[i];

            public void Next() => Seen.Add(Last + Step);

            public IEnumerable<int> Twice()
            {
                foreach (var x in Seen) yield return 2 * x;
            }

            [Given]
            public int Given() => -1;
        }

        public static class Functions
        {
            [Exercise("0.0.2", "Sum")]
            public static int Sum(int a, int b) => a + b;

            [Exercise("0.0.3", "Half")]
            public static async Task<int> HalfAsync(int a)
            {
                int half;
                // <solution>
                half = a / 2;
                // </solution>
                await Task.Yield();
                return half;
            }

            [Exercise("0.0.4", "Clear")]
            public static void Clear(List<int> x) => x.Clear();
        }

        [SolutionOnly]
        internal static class Answers
        {
            [WrongAnswer("0.0.2", Says = "sign")]
            internal static int Subtracts(int left, int right) => left - right;

            [RightAnswer("0.0.3")]
            internal static Task<int> Shifts(int a) => Task.FromResult(a >> 1);

            [WrongAnswer("0.0.4")]
            internal static void AddsInstead(List<int> x) => x.Add(7);

            [WrongAnswer("0.0.2")]
            internal static int TakesThree(int a, int b, int c) => a + b + c;
        }

        [WrongAnswer("0.0.1")]
        internal class CountsDown(int first)
        {
            public readonly List<int> Seen = [first];

            public int Step { get; set; }

            public int Last => Seen[^1];

            public int this[int i] => Seen[i];

            public void Next() => Seen.Add(Last - Step);

            public IEnumerable<int> Twice() => new CountsDown(Last) { Step = Step }.Seen;

            public int Given() => -1;
        }
        """;

    private static readonly ChapterSource Chapter =
        ChapterSource.ReadAll([new SolutionFile("0-Fundamentals/0-Prerequisites/A.cs", Counter)]).Single();

    private static readonly ChapterVersions Versions = new(Chapter);

    [Fact]
    public void An_exercise_has_the_bodies_that_learners_write()
    {
        Chapter.Exercises.Select(x => x.Id).Should().Equal("0.0.1", "0.0.2", "0.0.3", "0.0.4");
        Chapter.Exercises[0].Members.Should().HaveCount(8, "one of nine members is given");
        Chapter.Exercises[1].Line.Should().Be(32);
        Chapter.Exercises[1].File.Should().Be("solutions/0-Fundamentals/0-Prerequisites/A.cs");
    }

    [Fact]
    public async Task A_reporting_version_tells_every_body_that_is_reached_and_does_the_same()
    {
        var reached = new List<string>();
        AppContext.SetData("Arena.Reached", (Action<string>)reached.Add);
        var code = Load(Versions.Reporting());

        dynamic counter = Activator.CreateInstance(code.GetType("Arena.N.Counter")!, 5)!;
        reached.Should().Equal(["0.0.1"], "of the constructor");
        counter.Step = 3;
        counter.Next();
        reached.Should().HaveCount(5, "Step is set, Next is called, and asks for Last and Step");
        ((int)counter[1]).Should().Be(8);
        reached.Should().HaveCount(6);
        ((IEnumerable<int>)counter.Twice()).Should().Equal(10, 16);
        reached.Should().HaveCount(7).And.OnlyContain(x => x == "0.0.1");
        ((int)counter.Given()).Should().Be(-1);
        reached.Should().HaveCount(7);
        Call<int>(code, "Sum", 2, 3).Should().Be(5);
        (await Call<Task<int>>(code, "HalfAsync", 9)).Should().Be(4);
        var list = new List<int> { 1 };
        Call<object?>(code, "Clear", list);
        list.Should().BeEmpty();
        reached.Skip(7).Should().Equal("0.0.2", "0.0.3", "0.0.4");
    }

    [Fact]
    public async Task Without_an_exercise_it_alone_is_a_stub_and_what_is_given_of_it_stays()
    {
        var code = Load(Versions.Without(Chapter.Exercises[2]));

        var half = () => Call<Task<int>>(code, "HalfAsync", 9);
        await half.Should().ThrowAsync<NotImplementedException>().WithMessage("0.0.3 Half");
        Call<int>(code, "Sum", 2, 3).Should().Be(5);

        var counter = () => Activator.CreateInstance(
            Load(Versions.Without(Chapter.Exercises[0])).GetType("Arena.N.Counter")!, 5);
        counter.Should().Throw<TargetInvocationException>()
            .WithInnerException<NotImplementedException>().WithMessage("0.0.1 Counter");
    }

    [Fact]
    public void Answers_are_found_with_what_is_said_of_them()
    {
        Answer.ReadAll(Chapter).Select(x => (x.Exercise, x.Name, x.IsRight, x.Says, x.Line)).Should().Equal(
            ("0.0.2", "Subtracts", false, "sign", 54),
            ("0.0.3", "Shifts", true, null, 57),
            ("0.0.4", "AddsInstead", false, null, 60),
            ("0.0.2", "TakesThree", false, null, 63),
            ("0.0.1", "CountsDown", false, null, 67));
    }

    [Fact]
    public async Task A_methods_answer_takes_its_place()
    {
        Call<int>(Load(With("Subtracts")), "Sum", 2, 3).Should().Be(-1);
        (await Call<Task<int>>(Load(With("Shifts")), "HalfAsync", 9)).Should().Be(4);
        var list = new List<int> { 1 };
        Call<object?>(Load(With("AddsInstead")), "Clear", list);
        list.Should().Equal(1, 7);
    }

    [Fact]
    public void A_classs_answer_takes_the_place_of_the_class_under_its_name()
    {
        var code = Load(With("CountsDown"));

        dynamic counter = Activator.CreateInstance(code.GetType("Arena.N.Counter")!, 5)!;
        counter.Step = 3;
        counter.Next();
        ((int)counter.Last).Should().Be(2);
        ((IEnumerable<int>)counter.Twice()).Should().Equal(2);
        code.GetType("Arena.N.CountsDown").Should().BeNull();
    }

    [Fact]
    public void An_answer_that_does_not_fit_says_why()
    {
        With("TakesThree").Should().Be(new ChapterVersion(null,
            "CS7036: There is no argument given that corresponds to the required parameter 'c' of "
                + "'Answers.TakesThree(int, int, int)'"));
    }

    private static ChapterVersion With(string answer)
    {
        var found = Answer.ReadAll(Chapter).Single(x => x.Name == answer);
        return Versions.With(found, Chapter.Exercises.Single(x => x.Id == found.Exercise));
    }

    private static Assembly Load(ChapterVersion version)
    {
        version.Error.Should().BeNull();
        return new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(version.Assembly!));
    }

    private static T Call<T>(Assembly code, string method, params object[] arguments) =>
        (T)code.GetType("Arena.N.Functions")!.GetMethod(method)!.Invoke(null, arguments)!;
}
