// ## TSH1002: The scores of queries against keys, with the keys as they come
// run: Scores(rand(2, 5, 8), rand(2, 7, 8))
public static Tensor Scores([Shape("batch query d_head")] Tensor q, [Shape("batch key d_head")] Tensor k)
{
    return q.matmul(k) / MathF.Sqrt(8); // wrong <-
    //+ return q.matmul(k.transpose(-2, -1)) / MathF.Sqrt(8);
}

// ## TSH1002 flow: The keys are transposed over the wrong two axes
// run: Scores(rand(2, 5, 8), rand(2, 7, 8))
public static Tensor Scores([Shape("batch query d_head")] Tensor q, [Shape("batch key d_head")] Tensor k)
{
    var keysLast = k.transpose(0, 1); // wrong
    //+ var keysLast = k.transpose(1, 2);
    var scores = q.bmm(keysLast); // <-
    return scores.softmax(-1);
}

// ## TSH1002 flow: Heads are split off, but the keys stay [batch, head, key, d_head]
// run: Scores(rand(2, 5, 64), rand(2, 5, 64))
public static Tensor Scores([Shape("batch seq 64")] Tensor q, [Shape("batch seq 64")] Tensor k)
{
    var (b, s) = (q.shape[0], q.shape[1]);
    var qh = q.view(b, s, 4, 16).transpose(1, 2);
    var kh = k.view(b, s, 4, 16).transpose(1, 2);
    var scores = torch.matmul(qh, kh); // wrong <-
    //+ var scores = torch.matmul(qh, kh.transpose(-2, -1));
    return scores / 4.0f;
}

// ## TSH1007 flow: 12 heads of 64 in a stream of 512
// run: Split(rand(2, 5, 512))
public static Tensor Split([Shape("batch seq 512")] Tensor x)
{
    const int heads = 12; // wrong
    //+ const int heads = 8;
    const int dHead = 64;
    var (b, s) = (x.shape[0], x.shape[1]);
    return x.view(b, s, heads, dHead).transpose(1, 2); // <-
}

// ## TSH1007|TSH1003 flow: The heads are forgotten when they are merged
// run: Merge(rand(2, 4, 5, 16))
[return: Shape("batch seq heads*d_head")]
public static Tensor Merge([Shape("batch heads seq d_head")] Tensor z)
{
    var b = z.shape[0];
    var s = z.shape[2];
    var d = z.shape[3];
    return z.transpose(1, 2).contiguous().view(b, s, d); // wrong <-
    //+ return z.transpose(1, 2).contiguous().view(b, s, z.shape[1] * d);
}

// ## TSH1011: Heads are merged by a view of a transposed tensor
// run: Merge(rand(2, 4, 5, 16))
public static Tensor Merge([Shape("batch heads seq d_head")] Tensor z)
{
    var (b, h, s, d) = (z.shape[0], z.shape[1], z.shape[2], z.shape[3]);
    return z.transpose(1, 2).view(b, s, h * d); // wrong <-
    //+ return z.transpose(1, 2).reshape(b, s, h * d);
}

// ## TSH1011 flow: The same through a local and a weighted sum
// run: Merge(rand(2, 4, 5, 5), rand(2, 4, 5, 16))
public static Tensor Merge([Shape("b h q k")] Tensor pattern, [Shape("b h k d")] Tensor v)
{
    var z = pattern.matmul(v);
    var perPosition = z.permute(0, 2, 1, 3);
    return perPosition.view(z.shape[0], z.shape[2], -1); // wrong <-
    //+ return perPosition.reshape(z.shape[0], z.shape[2], -1);
}

// ## TSH1002 flow: The attention pattern is applied to values that were never brought to [head, key]
// run: Attend(rand(2, 4, 5, 5), rand(2, 5, 4, 16))
public static Tensor Attend([Shape("batch head query key")] Tensor pattern, [Shape("batch key head d_head")] Tensor v)
{
    var z = pattern.matmul(v); // wrong <-
    //+ var z = pattern.matmul(v.transpose(1, 2));
    return z;
}

// ## TSH2006 flow: The einsum of the scores names the axes of k in the wrong order
// run: Scores(rand(2, 5, 4, 16), rand(2, 4, 7, 16))
public static Tensor Scores([Shape("batch 5 4 16")] Tensor q, [Shape("batch 4 7 16")] Tensor k)
{
    return Einsum("batch query head d, batch key head d -> batch head query key", q, k); // wrong <-
    //+ return Einsum("batch query head d, batch head key d -> batch head query key", q, k);
}

// ## TSH1009|TSH1003 flow: The causal mask is made for the model width, not the sequence
// run: Mask(rand(2, 10, 10))
public static Tensor Mask([Shape("batch 10 10")] Tensor scores)
{
    const int dModel = 64;
    var mask = torch.ones(dModel, dModel).triu(1).to_type(ScalarType.Bool); // wrong
    //+ var mask = torch.ones(10, 10).triu(1).to_type(ScalarType.Bool);
    return scores.masked_fill(mask, float.NegativeInfinity); // <-
}

// ## TSH1009 flow: The mask hides keys, but its axis lies on the heads
// run: Mask(rand(2, 8, 5, 6), torch.ones(2, 6, dtype: ScalarType.Bool))
public static Tensor Mask([Shape("2 8 5 6")] Tensor scores, [Shape("2 6")] Tensor keyMask)
{
    var mask = keyMask.unsqueeze(1); // wrong
    //+ var mask = keyMask.unsqueeze(1).unsqueeze(1);
    return scores.masked_fill(mask.logical_not(), -1e9); // <-
}

// ## TSH1002 flow: The output projection of one head takes the query axis for d_head
// run: Project(rand(2, 5, 16), rand(16, 64))
public static Tensor Project([Shape("batch seq d_head")] Tensor z, [Shape("d_head d_model")] Tensor wO)
{
    var zT = z.transpose(1, 2); // wrong
    //+ var zT = z;
    return zT.matmul(wO); // <-
}

// ## TSH1003 flow: The scores are returned as [key, query]
// run: Scores(rand(2, 5, 8), rand(2, 7, 8))
[return: Shape("batch query key")]
public static Tensor Scores([Shape("batch query d_head")] Tensor q, [Shape("batch key d_head")] Tensor k)
{
    return k.matmul(q.transpose(-2, -1)); // wrong <-
    //+ return q.matmul(k.transpose(-2, -1));
}

// ## TSH1003: Batch and sequence are swapped on the way into the block
// run: Embed(rand(5, 2, 64)).mean([1])
public static Tensor Embed([Shape("seq batch d_model")] Tensor x)
{
    return Pool(x); // wrong <-
    //+ return Pool(x.transpose(0, 1));
}

private static Tensor Pool([Shape("batch seq d_model")] Tensor x) => x.mean([1]);

// ## TSH1006: A permute of four axes on a tensor that has five
// run: Heads(rand([3, 2, 4, 5, 16]))
public static Tensor Heads([Shape("qkv batch head seq d_head")] Tensor x)
{
    return x.permute(0, 1, 3, 2); // wrong <-
    //+ return x.permute(0, 1, 3, 2, 4);
}

// ## TSH1007 flow: One projection makes q, k and v, and the 3 is forgotten in the view
// run: Qkv(rand(2, 5, 96))
public static Tensor Qkv([Shape("batch seq 96")] Tensor x)
{
    var project = nn.Linear(96, 3 * 96);
    var (b, s) = (x.shape[0], x.shape[1]);
    var qkv = project.call(x);
    return qkv.view(b, s, 6, 16); // wrong <-
    //+ return qkv.view(b, s, 3, 6, 16);
}

// ## TSH1008 flow: q, k and v are cut from one projection, but the output layer takes all three
// run: Run3(rand(2, 5, 96))
public static Tensor Run3([Shape("batch seq 96")] Tensor x)
{
    var project = nn.Linear(96, 3 * 96);
    var output = nn.Linear(3 * 96, 96); // wrong
    //+ var output = nn.Linear(96, 96);
    var parts = project.call(x).chunk(3, dim: -1);
    var (q, k, v) = (parts[0], parts[1], parts[2]);
    var pattern = q.matmul(k.transpose(-2, -1)).softmax(-1);
    return output.call(pattern.matmul(v)); // <-
}

// ## TSH2006|TSH2003 flow: Rearranged into 8 heads where d_model is 100
// run: Heads(rand(2, 5, 96))
public static Tensor Heads([Shape("batch seq 96")] Tensor x)
{
    var width = 96 + 4; // wrong
    //+ var width = 96;
    var project = nn.Linear(96, width);
    return Rearrange(project.call(x), "b s (h d) -> b h s d", ("h", 8)); // <-
}

// ## TSH1008|TSH1002 flow: W_O is built for d_model, but gets the heads side by side
// run: new Attention().call(rand(2, 5, 64))
private sealed class Attention : nn.Module<Tensor, Tensor>
{
    private const int DModel = 64, Heads = 4, DHead = 32;
    private readonly Linear wQ, wK, wV, wO;

    public Attention() : base("attention")
    {
        wQ = nn.Linear(DModel, Heads * DHead);
        wK = nn.Linear(DModel, Heads * DHead);
        wV = nn.Linear(DModel, Heads * DHead);
        wO = nn.Linear(DModel, DModel); // wrong
        //+ wO = nn.Linear(Heads * DHead, DModel);
        RegisterComponents();
    }

    public override Tensor forward([Shape("batch seq 64")] Tensor x)
    {
        var q = Rearrange(wQ.call(x), "b s (h d) -> b h s d", ("h", Heads));
        var k = Rearrange(wK.call(x), "b s (h d) -> b h s d", ("h", Heads));
        var v = Rearrange(wV.call(x), "b s (h d) -> b h s d", ("h", Heads));
        var pattern = Einsum("b h q d, b h k d -> b h q k", q, k).softmax(-1);
        var z = Einsum("b h q k, b h k d -> b h q d", pattern, v);
        return wO.call(Rearrange(z, "b h s d -> b s (h d)")); // <-
    }
}

// ## TSH1007 flow: d_head is d_model times heads instead of d_model over heads
// run: Split(rand(2, 5, 32), 4)
public static Tensor Split([Shape("batch seq d_model")] Tensor x, int heads)
{
    var (b, s, d) = (x.shape[0], x.shape[1], x.shape[2]);
    var dHead = d * heads; // wrong
    //+ var dHead = d / heads;
    return x.view(b, s, heads, dHead); // <-
}

// ## TSH1007 flow: The merged axis is heads * d_model instead of heads * d_head
// run: Merge(rand(2, 5, 4, 16), 64)
public static Tensor Merge([Shape("batch seq heads d_head")] Tensor z, int dModel)
{
    var (b, s, h) = (z.shape[0], z.shape[1], z.shape[2]);
    return z.reshape(b, s, h * z.shape[1]); // wrong <-
    //+ return z.reshape(b, s, h * z.shape[3]);
}

// ## TSH3003: The transposed keys are dropped
// run: Scores(rand(2, 5, 5), rand(2, 5, 5))
public static Tensor Scores([Shape("batch seq d")] Tensor q, [Shape("batch seq d")] Tensor k)
{
    k.transpose(1, 2); // wrong <-
    //+ k = k.transpose(1, 2);
    return q.bmm(k);
}

// ## TSH1009 flow: A position table of the whole context is added to a shorter text
// run: Embed(torch.zeros(2, 10, dtype: ScalarType.Int64))
public static Tensor Embed([Shape("batch 10")] Tensor tokens)
{
    var embed = nn.Embedding(100, 32);
    var positions = torch.randn(128, 32);
    var x = embed.call(tokens);
    return x + positions; // wrong <-
    //+ return x + positions[..10];
}

// ## TSH1009|TSH1010 flow: The rotary halves are cut at the head count
// run: Rotate(rand(2, 5, 64))
public static Tensor Rotate([Shape("batch seq 64")] Tensor x)
{
    var first = x.narrow(-1, 0, 24); // wrong
    //+ var first = x.narrow(-1, 0, 32);
    var second = x.narrow(-1, 32, 32);
    var cos = torch.ones(32);
    return torch.cat([first * cos, second * cos], dim: -1); // <-
}

// ## TSH1010 flow: The cache of keys is joined along the batch
// run: Append(rand(2, 7, 16), rand(2, 1, 16))
public static Tensor Append([Shape("batch past d_head")] Tensor cache, [Shape("batch 1 d_head")] Tensor k)
{
    var keys = torch.cat([cache, k], dim: 0); // wrong <-
    //+ var keys = torch.cat([cache, k], dim: 1);
    return keys;
}

// ## TSH1002 flow: In a loop over layers, one projection gets the transposed stream
// run: Layers3(rand(5, 16))
public static Tensor Layers3([Shape("5 16")] Tensor x)
{
    var w = torch.eye(16);
    for (var layer = 0; layer < 3; layer++)
    {
        var update = x.t().mm(w); // wrong <-
        //+ var update = x.mm(w);
        x = x + update.mean();
    }
    return x;
}

// ## TSH1005 flow: A softmax by hand whose sum lost its axis
// run: Softmax(rand(2, 4, 5))
public static Tensor Softmax([Shape("batch query key")] Tensor scores)
{
    var e = (scores - scores.amax([-1L], keepdim: true)).exp();
    return e / e.sum(dim: -1); // wrong <-
    //+ return e / e.sum(dim: -1, keepdim: true);
}

// ## TSH1003 flow: The queries of grouped-query attention are repeated instead of the keys
// run: Repeat4(rand(2, 8, 5, 16), rand(2, 2, 5, 16))
[return: Shape("batch 8 seq seq")]
public static Tensor Repeat4([Shape("batch 8 seq d")] Tensor q, [Shape("batch 2 seq d")] Tensor k)
{
    var group = Reduce(q, "b (g n) s d -> b g s d", Reduction.Mean, ("n", 4)); // wrong
    //+ var all = Repeat(k, "b g s d -> b (g n) s d", ("n", 4));
    return Einsum("b g q d, b g k d -> b g q k", group, k); // wrong <-
    //+ return Einsum("b g q d, b g k d -> b g q k", q, all);
}
