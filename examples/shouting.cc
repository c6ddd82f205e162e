/*
 * A plugin in C++: it marks the blocks that are written in capitals.
 *
 *	c++ -std=c++17 -fPIC -shared -fvisibility=hidden
 *		$(pkg-config --cflags nclass) shouting.cc -o shouting.so
 *	nclass check ./shouting.so
 *	nclass run --plugins ./shouting.so article.txt
 *
 * What differs from C: objects own their memory, and no exception may pass the
 * border, so each callback catches what it calls.
 */
#include <nclass/plugin.h>

#include <cctype>
#include <new>
#include <string_view>

namespace {

const ncl_layer_decl layers[] = {
	{ "example.shouting/1", NCL_WRITES, NCL_LAYER_BLOCKS,
	  "blocks in capitals are labelled shouted" },
};

class Shouting {
public:
	explicit Shouting(const ncl_host *host)
		: host_(host), layer_(host->layer(host, layers[0].name)),
		  label_(host->label(host, layer_, "shouted", nullptr))
	{
	}

	ncl_status run(ncl_doc *doc) const
	{
		const char *text = host_->text(doc, nullptr);

		for (uint32_t i = 0; i < host_->block_count(doc); i++) {
			const ncl_block *b = host_->block(doc, i);

			if (!is_shouted({ text + b->begin, b->end - b->begin }))
				continue;
			const ncl_status status = host_->add_block_label(
				doc, layer_, i, label_, 1.0f);
			if (status != NCL_OK)
				return status; /* the host knows why */
		}
		return NCL_OK;
	}

private:
	static bool is_shouted(std::string_view text)
	{
		int upper = 0;

		for (unsigned char c : text) {
			if (std::islower(c))
				return false;
			upper += std::isupper(c) != 0;
		}
		return upper > 3;
	}

	const ncl_host *host_;
	ncl_layer layer_;
	ncl_label label_;
};

/* No exception passes the border. */
template <typename F> ncl_status guarded(F f) noexcept
{
	try {
		return f();
	} catch (const std::bad_alloc &) {
		return NCL_NOMEM;
	} catch (...) {
		return NCL_FATAL;
	}
}

ncl_status open(const ncl_host *host, const ncl_settings *, void **shared)
{
	return guarded([&] {
		*shared = new Shouting(host);
		return NCL_OK;
	});
}

ncl_status run(void *self, ncl_doc *doc)
{
	return guarded([&] {
		return static_cast<const Shouting *>(self)->run(doc);
	});
}

void close(void *shared)
{
	delete static_cast<Shouting *>(shared);
}

} // namespace

/* The one thing that a plugin exports; fields in the header's order. */
const ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	"shouting", "1.0.0", "mark blocks in capitals", "MIT",
	layers, sizeof(layers[0]), 1,
	nullptr, 0, 0,                     /* options */
	open, nullptr, run, nullptr, close, /* no create, no destroy */
	nullptr,                           /* extension */
};
