using Arena.Analyzers.CodeFixes.Modules;
using Arena.Analyzers.Modules;

namespace Arena.Analyzers.Tests.Modules;

public sealed class MissingRegisterComponentsTests
{
    private const string Fields = "private readonly Linear a = nn.Linear(2, 3);\nprivate readonly Parameter b;\n\n";

    [Theory]
    [InlineData(
        "public Net() : base(\"Net\")\n{\n    b = nn.Parameter(zeros(2));\n}",
        "public Net() : base(\"Net\")\n{\n    b = nn.Parameter(zeros(2));\n    RegisterComponents();\n}")]
    [InlineData(
        "public Net() : base(\"Net\") => b = nn.Parameter(zeros(2)); // one",
        "public Net() : base(\"Net\")\n{\n    b = nn.Parameter(zeros(2));\n    RegisterComponents();\n} // one")]
    [InlineData(
        "public Net() : base(\"Net\") { b = nn.Parameter(zeros(2)); }",
        "public Net() : base(\"Net\") { b = nn.Parameter(zeros(2)); RegisterComponents(); }")]
    [InlineData(
        "public Net() : this(1) { }\n\npublic Net(long n) : base(\"Net\")\n{\n    b = nn.Parameter(zeros(n));\n    // done\n}",
        "public Net() : this(1) { }\n\npublic Net(long n) : base(\"Net\")\n{\n    b = nn.Parameter(zeros(n));\n    RegisterComponents();\n    // done\n}")]
    public async Task A_constructor_gets_the_call(string before, string after)
    {
        await Verify<MissingRegisterComponents>.FixesAsync<MissingRegisterComponentsFix>(
            Marked(Fields + before), ModuleCode.Net(Fields + after));
        ModuleCode.Count(Marked(Fields + before)).Should().Be(0);
        ModuleCode.Count(ModuleCode.Net(Fields + after)).Should().Be(3, "a has a weight and a bias, and b is one");
    }

    [Fact]
    public async Task An_empty_body_gets_the_call()
    {
        var before = Marked("private readonly Linear a = nn.Linear(2, 3);\n\npublic Net() : base(\"Net\") { }");
        var after = ModuleCode.Net("private readonly Linear a = nn.Linear(2, 3);\n\npublic Net() : base(\"Net\")\n{\n    RegisterComponents();\n}");
        await Verify<MissingRegisterComponents>.FixesAsync<MissingRegisterComponentsFix>(before, after);
        ModuleCode.Count(before).Should().Be(0);
        ModuleCode.Count(after).Should().Be(2);
    }

    [Fact]
    public async Task A_class_without_a_constructor_gets_one()
    {
        static string Net(string constructor, string name) => Code.InFile(
            $$"""
            public abstract class Base : nn.Module<Tensor, Tensor>
            {
                protected Linear first = nn.Linear(2, 2);

                protected Base() : base("Base") { }
            }

            public sealed class {{name}} : Base
            {
                private readonly Linear second = nn.Linear(2, 3, hasBias: false);
            {{constructor}}
                public override Tensor forward(Tensor x) => second.call(first.call(x));
            }

            public static class Program
            {
                public static int Run() => new Net().parameters().Count();
            }
            """);
        var before = Net("", "[|Net|]");
        var after = Net("\n    public Net()\n    {\n        RegisterComponents();\n    }\n", "Net");
        await Verify<MissingRegisterComponents>.FixesAsync<MissingRegisterComponentsFix>(before, after);
        ModuleCode.Count(before).Should().Be(0);
        ModuleCode.Count(after).Should().Be(3);
    }

    [Theory]
    [InlineData("private readonly Linear a = nn.Linear(2, 3);\npublic Net(int n) : base(\"Net\")\n{\n    if (n > 1) return;\n    a.train();\n}")]
    public Task A_constructor_with_two_ends_is_left_to_a_person(string members) =>
        Verify<MissingRegisterComponents>.FixesNothingAsync<MissingRegisterComponentsFix>(Marked(members));

    [Fact]
    public Task A_primary_constructor_is_left_to_a_person() =>
        Verify<MissingRegisterComponents>.FixesNothingAsync<MissingRegisterComponentsFix>(
            Code.InFile(
                "public sealed class [|Net|](int n) : nn.Module<Tensor, Tensor>(\"Net\")\n{\n"
                + "    private readonly Linear a = nn.Linear(n, n);\n    public override Tensor forward(Tensor x) => a.call(x);\n}\n"));

    [Fact]
    public Task The_part_with_the_constructor_is_named() =>
        Verify<MissingRegisterComponents>.FindsAsync(
            Code.InFile(
                "public partial class Net { private Linear a; }\n"
                + "public partial class [|Net|] : nn.Module<Tensor, Tensor>\n{\n    public Net() : base(\"Net\") => (a, b) = (nn.Linear(1, 1), 2);\n"
                + "    private int b;\n    public override Tensor forward(Tensor x) => a.call(x) * b;\n}\n"));

    [Theory]
    [InlineData("private readonly Linear a = nn.Linear(2, 3);\npublic Net() : base(\"Net\") => RegisterComponents();")]
    [InlineData("private readonly Linear a = nn.Linear(2, 3);\npublic Net() : base(\"Net\") => Setup();\nprivate void Setup() => this.RegisterComponents();")]
    [InlineData("private readonly Linear a = nn.Linear(2, 3);\npublic Net() : base(\"Net\") => register_module(\"a\", a);")]
    [InlineData("private readonly Linear a = nn.Linear(2, 3);\npublic Net() : base(\"Net\") { }\nprotected override void RegisterComponents() { }")]
    [InlineData("private static readonly Linear a = nn.Linear(2, 3);\npublic Net() : base(\"Net\") { }")]
    [InlineData("private Linear? a;\npublic Net() : base(\"Net\") { }")]
    [InlineData("private Linear? a = null;\npublic Net() : base(\"Net\") { a = null; }")]
    [InlineData("private Linear? a;\npublic Net() : base(\"Net\") { }\npublic void Fill() => a = nn.Linear(1, 1);")]
    [InlineData("private Tensor? cache = zeros(2);\nprivate int n = 3;\npublic Net() : base(\"Net\") { }")]
    [InlineData("private Linear Fresh => nn.Linear(1, 1);\npublic Net() : base(\"Net\") { }")]
    public Task A_module_that_registers_or_has_nothing_to_register_is_left_alone(string members) =>
        Verify<MissingRegisterComponents>.FindsNothingAsync(ModuleCode.Net(members));

    [Theory]
    [InlineData("public abstract class Net : nn.Module<Tensor, Tensor>\n{\n    protected Linear a = nn.Linear(1, 1);\n    protected Net() : base(\"\") { }\n}")]
    [InlineData("public class Net\n{\n    private Linear a = nn.Linear(1, 1);\n}")]
    [InlineData("public class Net : Sequential\n{\n    private Linear a = nn.Linear(1, 1);\n    public Net() : base(Array.Empty<(string, nn.Module<Tensor, Tensor>)>()) { }\n}")]
    public Task Classes_that_are_no_plain_modules_are_left_alone(string type) =>
        Verify<MissingRegisterComponents>.FindsNothingAsync(Code.InFile(type));

    [Fact]
    public Task A_base_class_that_registers_does_it_for_the_fields_with_initializers_too() =>
        Verify<MissingRegisterComponents>.FindsNothingAsync(
            Code.InFile(
                """
                public class Base : nn.Module<Tensor, Tensor>
                {
                    public Base() : base("Base") => RegisterComponents();

                    public override Tensor forward(Tensor x) => x;
                }

                public sealed class Net : Base
                {
                    private readonly Linear a = nn.Linear(2, 3);
                }
                """));

    [Theory]
    [InlineData("private readonly Net inner = new();", "", 2)]
    [InlineData("private readonly ModuleList<Net> inner = nn.ModuleList(new Net(), new Net());", "", 4)]
    [InlineData(
        "private readonly nn.Module<Tensor, Tensor> inner = Maker.Make();",
        "public static class Maker { public static nn.Module<Tensor, Tensor> Make() => new Net(); }", 2)]
    public async Task What_a_parent_registers_on_the_way_is_left_alone(string field, string others, int parameters)
    {
        var source = Held("Net", field, others);
        await Verify<MissingRegisterComponents>.FindsNothingAsync(source);
        ModuleCode.Count(source).Should().Be(parameters);
    }

    [Fact]
    public async Task What_a_parent_has_in_a_Sequential_is_registered_by_nobody()
    {
        var source = Held("[|Net|]", "private readonly Sequential inner = nn.Sequential(new Net());", "");
        await Verify<MissingRegisterComponents>.FindsAsync(source);
        ModuleCode.Count(source).Should().Be(0);
    }

    private static string Held(string name, string field, string others) => Code.InFile(
        $$"""
        public sealed class {{name}} : nn.Module<Tensor, Tensor>
        {
            private readonly Linear a = nn.Linear(2, 3);

            public Net() : base("Net") { }

            public override Tensor forward(Tensor x) => a.call(x);
        }

        public sealed class Parent : nn.Module<Tensor, Tensor>
        {
            {{field}}

            public Parent() : base("Parent") => RegisterComponents();

            public override Tensor forward(Tensor x) => x.alias();
        }

        {{others}}

        public static class Program
        {
            public static int Run() => new Parent().parameters().Count();
        }
        """);

    private static string Marked(string members) =>
        ModuleCode.Net(members).Replace("class Net ", "class [|Net|] ");
}
