using Arena.Analyzers.CodeFixes.Modules;
using Arena.Analyzers.Modules;

namespace Arena.Analyzers.Tests.Modules;

public sealed class RegisteredTooEarlyTests
{
    private const string Fields = "private readonly Linear a, b;\n\n";

    [Theory]
    [InlineData(
        "public Net() : base(\"Net\")\n{\n    a = nn.Linear(1, 1);\n    [|RegisterComponents()|];\n    b = nn.Linear(2, 2);\n}",
        "public Net() : base(\"Net\")\n{\n    a = nn.Linear(1, 1);\n    b = nn.Linear(2, 2);\n    RegisterComponents();\n}", 2)]
    [InlineData(
        "public Net() : base(\"Net\")\n{\n    // all of them\n    [|this.RegisterComponents()|];\n    this.a = nn.Linear(1, 1);\n    (var n, b) = (2, a);\n    b = nn.Linear(n, 2); // the last\n}",
        "public Net() : base(\"Net\")\n{\n    this.a = nn.Linear(1, 1);\n    (var n, b) = (2, a);\n    b = nn.Linear(n, 2); // the last\n    // all of them\n    this.RegisterComponents();\n}", 0)]
    [InlineData(
        "public Net() : base(\"Net\")\n{\n    [|RegisterComponents()|];\n    a = nn.Linear(1, 1);\n    b = nn.Linear(2, 2);\n    RegisterComponents();\n}",
        "public Net() : base(\"Net\")\n{\n    a = nn.Linear(1, 1);\n    b = nn.Linear(2, 2);\n    RegisterComponents();\n}", 0)]
    public async Task The_call_is_moved_to_the_end(string before, string after, int registeredBefore)
    {
        await Verify<RegisteredTooEarly>.FixesAsync<RegisteredTooEarlyFix>(
            ModuleCode.Net(Fields + before), ModuleCode.Net(Fields + after));
        ModuleCode.Count(ModuleCode.Net(Fields + before)).Should().Be(registeredBefore);
        ModuleCode.Count(ModuleCode.Net(Fields + after)).Should().Be(4, "two layers have a weight and a bias each");
    }

    [Theory]
    [InlineData("public Net() : base(\"Net\")\n{\n    [|RegisterComponents()|];\n    a = nn.Linear(1, 1);\n    b = nn.Linear(2, (long)parameters().Count());\n}")]
    [InlineData("public Net(int n) : base(\"Net\")\n{\n    a = b = null!;\n    [|RegisterComponents()|];\n    if (n > 1) return;\n    b = nn.Linear(2, 2);\n}")]
    public Task A_constructor_that_uses_what_is_registered_is_left_to_a_person(string constructor) =>
        Verify<RegisteredTooEarly>.FixesNothingAsync<RegisteredTooEarlyFix>(ModuleCode.Net(Fields + constructor));

    [Theory]
    [InlineData("public Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n}")]
    [InlineData("private readonly int n;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n    n = 2;\n}")]
    [InlineData("private Tensor? seen;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n    seen = zeros(2);\n}")]
    [InlineData("private readonly ReLU c;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n    c = nn.ReLU();\n}")]
    [InlineData("private Linear? c;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n    c = null;\n}")]
    [InlineData("private Linear? c;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n    c = nn.Linear(1, 1);\n    register_module(\"c\", c);\n}")]
    [InlineData("private Linear? c;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n}\npublic void Later() => c = nn.Linear(1, 1);")]
    [InlineData("public Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    RegisterComponents();\n    var c = nn.Linear(1, 1);\n    c.eval();\n}")]
    public Task A_call_that_comes_last_is_left_alone(string constructor) =>
        Verify<RegisteredTooEarly>.FindsNothingAsync(ModuleCode.Net(Fields + constructor));

    [Fact]
    public Task A_layer_that_evaluation_switches_off_has_to_be_registered() =>
        Verify<RegisteredTooEarly>.FindsAsync(ModuleCode.Net(
            Fields + "private readonly Dropout c;\npublic Net() : base(\"Net\")\n{\n    a = b = nn.Linear(1, 1);\n    "
            + "[|RegisterComponents()|];\n    c = nn.Dropout();\n}"));

    [Fact]
    public async Task A_base_class_that_has_registered_is_found()
    {
        static string Net(string members) => Code.InFile(
            $$"""
            public class Base : nn.Module<Tensor, Tensor>
            {
                protected Linear first = nn.Linear(2, 2);

                public Base() : base("Base")
                {
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => first.call(x);
            }

            public sealed class Net : Base
            {
                {{members}}
            }

            public static class Program
            {
                public static int Run() => new Net().parameters().Count();
            }
            """);
        var late = Net("private readonly Linear second; public Net() { second = nn.Linear(2, 2); [|RegisterComponents()|]; }");
        var later = Net("private readonly Linear second; public [|Net|]() { second = nn.Linear(2, 2); }");
        var fine = Net("private readonly Linear second = nn.Linear(2, 2); public Net() { }");
        await Verify<RegisteredTooEarly>.FixesNothingAsync<RegisteredTooEarlyFix>(late);
        await Verify<RegisteredTooEarly>.FixesNothingAsync<RegisteredTooEarlyFix>(later);
        await Verify<RegisteredTooEarly>.FindsNothingAsync(fine);
        ModuleCode.Count(late).Should().Be(2, "a second call does nothing");
        ModuleCode.Count(later).Should().Be(2);
        ModuleCode.Count(fine).Should().Be(4, "initializers run before the base constructor");
    }

    [Fact]
    public async Task The_message_names_what_is_late()
    {
        var found = await Code.FindingsAsync(
            ModuleCode.Net(Fields + "public Net() : base(\"Net\")\n{\n    RegisterComponents();\n    a = nn.Linear(1, 1);\n    b = nn.Linear(2, 2);\n}"),
            [new RegisteredTooEarly()]);
        found.Should().ContainSingle().Which.GetMessage().Should().Be(
            "'a' and 'b' are assigned after RegisterComponents() and so not registered; call it last");
    }
}
